"""Where an account lives."""
from alembic import op

revision = "2026_11_not_null_raw"
down_revision = "before"


def upgrade():
    op.execute("ALTER TABLE accounts ADD COLUMN IF NOT EXISTS country char(2) NOT NULL")


def downgrade():
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS country")
