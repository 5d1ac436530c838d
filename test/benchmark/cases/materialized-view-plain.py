"""Sales by product

Revision ID: 0397411e7280
Revises: before
Create Date: 2026-08-18 19:30:50

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "0397411e7280"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

SALES = sa.text(
    "CREATE MATERIALIZED VIEW product_sales AS"
    " SELECT product_id, sum(quantity) AS sold FROM orders GROUP BY product_id"
)


def upgrade() -> None:
    op.get_bind().execute(SALES)


def downgrade() -> None:
    op.execute("DROP MATERIALIZED VIEW IF EXISTS product_sales")
