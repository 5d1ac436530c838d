"""Find products by sku

Revision ID: 7706b12dc004
Revises: before
Create Date: 2026-04-01 09:47:19

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "7706b12dc004"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("CREATE UNIQUE INDEX IF NOT EXISTS uq_products_sku ON products (sku)")


def downgrade() -> None:
    op.execute("DROP INDEX IF EXISTS ix_products_sku")
