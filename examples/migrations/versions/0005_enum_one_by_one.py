"""Works, but says in three lines what one call says.

Revision ID: 0005_enum_one_by_one
Revises: 0004_enum_loop_without_helper
Create Date: 2026-01-09
"""
from typing import Sequence, Union
from migrations.utils.safe_enum_addition import safe_add_enum_value

revision: str = "0005_enum_one_by_one"
down_revision: Union[str, None] = "0004_enum_loop_without_helper"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    safe_add_enum_value('eventtype', 'printed')
    safe_add_enum_value('eventtype', 'mailed')
    safe_add_enum_value('eventtype', 'signed')


def downgrade() -> None:
    # PostgreSQL enum values can't be removed: they stay
    pass
