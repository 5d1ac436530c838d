"""Rename a product

Revision ID: ca4d191c393e
Revises: before
Create Date: 2026-05-18 01:55:52

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "ca4d191c393e"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    rename = sa.text("UPDATE products SET title = :title WHERE sku = :sku")
    op.get_bind().execute(rename, {"title": "Green tea, 250 g", "sku": "TEA-1"})
    op.execute(rename.bindparams(title="Big mug", sku="MUG-1"))


def downgrade() -> None:
    op.execute("UPDATE products SET title = 'Green tea' WHERE sku = 'TEA-1'")
    op.execute("UPDATE products SET title = 'Mug' WHERE sku = 'MUG-1'")
