"""Log what happens to accounts."""
from alembic import op

revision = "2026_01_trigger_dropped_functio"
down_revision = "before"


def upgrade():
    op.execute(
        """
        CREATE OR REPLACE FUNCTION log_account() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO audit_log (account_id, action) VALUES (NEW.id, TG_OP);
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE OR REPLACE TRIGGER log_account AFTER UPDATE ON accounts"
        " FOR EACH ROW EXECUTE FUNCTION log_account()"
    )


def downgrade():
    op.execute("DROP TRIGGER IF EXISTS log_account ON accounts")
