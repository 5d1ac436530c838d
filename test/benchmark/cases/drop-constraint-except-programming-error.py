"""Stock may be negative

Revision ID: 55017d88115f
Revises: before
Create Date: 2026-09-20 23:35:59

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op
import sqlalchemy.exc

revision: str = "55017d88115f"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    try:
        op.drop_constraint("ck_products_stock", "products", type_="check")
    except sqlalchemy.exc.ProgrammingError:
        pass


def downgrade() -> None:
    op.execute("ALTER TABLE products DROP CONSTRAINT IF EXISTS ck_products_stock")
    op.execute("ALTER TABLE products ADD CONSTRAINT ck_products_stock CHECK (stock >= 0)")
