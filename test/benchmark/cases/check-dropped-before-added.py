"""Balances are not negative.

Revision ID: c36ec4aa77f8
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "c36ec4aa77f8"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE accounts DROP CONSTRAINT IF EXISTS ck_accounts_balance")
    op.create_check_constraint("ck_accounts_balance", "accounts", sa.column("balance") >= 0)


def downgrade() -> None:
    op.execute("ALTER TABLE accounts DROP CONSTRAINT IF EXISTS ck_accounts_balance")
