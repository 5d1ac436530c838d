"""Balances in cents, one account by one address

Revision ID: 6c8c5134a192
Revises: before
Create Date: 2026-08-16 01:33:56

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "6c8c5134a192"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    conn = op.get_bind()
    conn.execute(sa.text("UPDATE accounts SET balance = balance * 100"))
    conn.execute(sa.text("COMMIT"))
    conn.execute(sa.text("CREATE UNIQUE INDEX IF NOT EXISTS uq_accounts_email ON accounts (email)"))


def downgrade() -> None:
    op.execute("DROP INDEX IF EXISTS uq_accounts_email")
    op.execute("UPDATE accounts SET balance = balance / 100")
