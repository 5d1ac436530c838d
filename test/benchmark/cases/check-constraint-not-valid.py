"""Balances are not negative.

Revision ID: f329e9d1ca76
Revises: before
"""

from alembic import op

# revision identifiers
revision = "f329e9d1ca76"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE accounts ADD CONSTRAINT ck_accounts_balance CHECK (balance >= 0) NOT VALID")
    op.execute("ALTER TABLE accounts VALIDATE CONSTRAINT ck_accounts_balance")


def downgrade() -> None:
    op.execute("ALTER TABLE accounts DROP CONSTRAINT IF EXISTS ck_accounts_balance")
