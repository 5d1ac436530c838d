"""Orders have a currency

Revision ID: 0a814116f412
Revises: before
Create Date: 2026-04-27 00:16:28

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "0a814116f412"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    columns = sa.inspect(op.get_bind()).get_columns("orders")
    if not any(column["name"] == "currency" for column in columns):
        with op.batch_alter_table("orders") as batch_op:
            batch_op.add_column(sa.Column("currency", sa.String(3), nullable=False))


def downgrade() -> None:
    op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS currency")
