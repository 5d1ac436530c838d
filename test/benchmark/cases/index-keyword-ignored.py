"""Find orders by the day

Revision ID: 6e1fce1f16b7
Revises: before
Create Date: 2026-08-12 13:53:08

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "6e1fce1f16b7"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_index("ix_orders_placed_on", "orders", ["placed_on"], if_not_exists=True)


def downgrade() -> None:
    op.execute("DROP INDEX IF EXISTS ix_orders_placed_on")
