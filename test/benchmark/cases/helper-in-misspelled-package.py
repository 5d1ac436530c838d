"""Channels for the summer

Revision ID: 2e79ca76c96f
Revises: before
Create Date: 2026-07-05 21:47:59

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op
from migrations.util.safe_enum_addition import safe_add_multiple_enum_values

revision: str = "2e79ca76c96f"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    safe_add_multiple_enum_values("channel", ["festival", "beach"])


def downgrade() -> None:
    pass
