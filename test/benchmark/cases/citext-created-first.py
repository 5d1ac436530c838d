"""Addresses in any case are the same."""
from alembic import op

revision = "2026_03_citext_created_first"
down_revision = "before"


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS citext")
    op.execute("ALTER TABLE accounts ADD COLUMN IF NOT EXISTS login citext")


def downgrade():
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS login")
    op.execute("DROP EXTENSION IF EXISTS citext")
