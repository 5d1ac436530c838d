"""Vendors

Revision ID: b7d2f6e81c03
Revises: before
Create Date: 2026-04-15 12:40:28

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "b7d2f6e81c03"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("CREATE TABLE IF NOT EXISTS vendors (id integer PRIMARY KEY)")


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS vendors")
