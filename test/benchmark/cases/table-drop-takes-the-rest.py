"""Messages."""
from alembic import op

revision = "2026_04_table_drop_takes_the_re"
down_revision = "before"


def upgrade():
    op.execute("CREATE TABLE IF NOT EXISTS messages (id serial PRIMARY KEY, body text, updated_at timestamptz)")
    op.execute("CREATE INDEX IF NOT EXISTS ix_messages_updated_at ON messages (updated_at)")
    op.execute(
        "CREATE OR REPLACE TRIGGER messages_touched BEFORE UPDATE ON messages"
        " FOR EACH ROW EXECUTE FUNCTION touch_updated_at()"
    )


def downgrade():
    op.execute("DROP TABLE IF EXISTS messages")
