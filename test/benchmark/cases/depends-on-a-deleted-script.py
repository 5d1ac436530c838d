"""Parcels

Revision ID: 4d58e1b9e600
Revises: before
Create Date: 2026-08-27 13:48:20

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "4d58e1b9e600"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = "d41a5e00b3c8"


def upgrade() -> None:
    op.execute("CREATE TABLE IF NOT EXISTS parcels (id integer PRIMARY KEY)")


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS parcels")
