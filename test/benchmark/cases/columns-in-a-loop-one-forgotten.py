"""Where orders go

Revision ID: d8a22b1c7666
Revises: before
Create Date: 2026-04-06 18:30:10

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "d8a22b1c7666"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

UP = ("street", "city", "country")
DOWN = ("street", "city")


def upgrade() -> None:
    for name in UP:
        op.execute(f"ALTER TABLE orders ADD COLUMN IF NOT EXISTS ship_{name} text")


def downgrade() -> None:
    for name in DOWN:
        op.execute(f"ALTER TABLE orders DROP COLUMN IF EXISTS ship_{name}")
