"""Labels of parcels

Revision ID: 73b23f88d4ed
Revises: e5d17a2c9b60
Create Date: 2026-06-10 02:55:52

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "73b23f88d4ed"
down_revision: Union[str, Sequence[str], None] = "e5d17a2c9b60"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = "e5d17a2c9b60"


def upgrade() -> None:
    op.execute("ALTER TABLE parcels ADD COLUMN IF NOT EXISTS label text")


def downgrade() -> None:
    op.execute("ALTER TABLE parcels DROP COLUMN IF EXISTS label")
