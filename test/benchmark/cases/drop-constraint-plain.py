"""Orders outlive their account

Revision ID: 30d82c4d03d9
Revises: before
Create Date: 2026-04-16 06:13:22

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "30d82c4d03d9"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.drop_constraint("fk_orders_account", "orders", type_="foreignkey")


def downgrade() -> None:
    op.execute("ALTER TABLE orders DROP CONSTRAINT IF EXISTS fk_orders_account")
    op.execute(
        "ALTER TABLE orders ADD CONSTRAINT fk_orders_account FOREIGN KEY (account_id) REFERENCES accounts (id)"
    )
