"""How an order came in

Revision ID: 2fcad1624981
Revises: before
Create Date: 2026-01-15 06:06:30

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "2fcad1624981"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("ALTER TYPE channel ADD VALUE IF NOT EXISTS 'chat'")
    columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns("orders")]
    if "channel" not in columns:
        op.add_column(
            "orders",
            sa.Column("channel", postgresql.ENUM(name="channel", create_type=False), nullable=True),
        )


def downgrade() -> None:
    op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS channel")
