"""Vendors have a name

Revision ID: c0a94d1e77f5
Revises: b7d2f6e81co3
Create Date: 2026-01-26 09:11:39

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "c0a94d1e77f5"
down_revision: Union[str, Sequence[str], None] = "b7d2f6e81co3"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("ALTER TABLE vendors ADD COLUMN IF NOT EXISTS name text")


def downgrade() -> None:
    op.execute("ALTER TABLE vendors DROP COLUMN IF EXISTS name")
