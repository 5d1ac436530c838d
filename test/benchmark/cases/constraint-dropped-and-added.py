"""Check all stock once

Revision ID: cf41936045b4
Revises: before
Create Date: 2026-08-23 13:26:44

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "cf41936045b4"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("ALTER TABLE products DROP CONSTRAINT IF EXISTS ck_products_stock_once")
    op.create_check_constraint("ck_products_stock_once", "products", "stock < 1000000")
    op.drop_constraint("ck_products_stock_once", "products", type_="check")


def downgrade() -> None:
    # upgrade only looks
    pass
