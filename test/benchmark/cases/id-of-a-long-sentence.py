"""Accounts get a nickname."""
from alembic import op

revision = "2026_03_14_accounts_get_a_nickname_column"
down_revision = "before"


def upgrade():
    op.execute("ALTER TABLE accounts ADD COLUMN IF NOT EXISTS nickname text")


def downgrade():
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS nickname")
