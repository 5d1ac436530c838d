"""Parcels

Revision ID: e5d17a2c9b60
Revises: before
Create Date: 2026-08-27 13:48:20

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "e5d17a2c9b60"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("CREATE TABLE IF NOT EXISTS parcels (id integer PRIMARY KEY)")


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS parcels")
