"""paying_accounts shows the plan.

Revision ID: 4e7d8d5be24d
Revises: before
"""

from alembic import op

# revision identifiers
revision = "4e7d8d5be24d"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP VIEW IF EXISTS paying_accounts")
    op.execute("CREATE VIEW paying_accounts AS SELECT id, plan, email FROM accounts WHERE plan <> 'free'")


def downgrade() -> None:
    op.execute("DROP VIEW IF EXISTS paying_accounts")
    op.execute("CREATE VIEW paying_accounts AS SELECT id, email FROM accounts WHERE plan <> 'free'")
