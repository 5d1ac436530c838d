"""Where an account lives."""
from alembic import op

revision = "2026_02_not_null_after_filling"
down_revision = "before"


def upgrade():
    op.execute("ALTER TABLE accounts ADD COLUMN IF NOT EXISTS country char(2)")
    op.execute("UPDATE accounts SET country = 'DE' WHERE country IS NULL")
    op.execute("ALTER TABLE accounts ALTER COLUMN country SET NOT NULL")


def downgrade():
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS country")
