"""Addresses in any case are the same."""
from alembic import op

revision = "2026_12_citext_not_created"
down_revision = "before"


def upgrade():
    op.execute("ALTER TABLE accounts ADD COLUMN IF NOT EXISTS login citext")


def downgrade():
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS login")
