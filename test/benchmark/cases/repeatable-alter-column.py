"""Notes are never null

Revision ID: 4bed5f077bba
Revises: before
Create Date: 2026-05-20 22:50:43

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "4bed5f077bba"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("UPDATE orders SET note = '' WHERE note IS NULL")
    op.alter_column("orders", "note", existing_type=sa.Text(), nullable=False, server_default="")
    op.execute("COMMENT ON COLUMN orders.note IS 'what the customer says'")


def downgrade() -> None:
    op.execute("COMMENT ON COLUMN orders.note IS NULL")
    op.alter_column("orders", "note", existing_type=sa.Text(), nullable=True, server_default=None)
