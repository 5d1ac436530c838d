"""Find orders of an account by status

Revision ID: 958ab2cbc92a
Revises: before
Create Date: 2026-02-06 22:42:51

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "958ab2cbc92a"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX IF NOT EXISTS ix_orders_account_status"
        "ON orders (account_id, status)"
    )


def downgrade() -> None:
    op.execute("DROP INDEX IF EXISTS ix_orders_account_status")
