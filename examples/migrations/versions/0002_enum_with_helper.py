"""Good: enum values through the safe helper.

Revision ID: 0002_enum_with_helper
Revises: 0001_base
Create Date: 2026-01-06
"""
from typing import Sequence, Union
from migrations.utils.safe_enum_addition import safe_add_enum_value, safe_add_multiple_enum_values

revision: str = "0002_enum_with_helper"
down_revision: Union[str, None] = "0001_base"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    safe_add_enum_value('eventtype', 'viewed')
    safe_add_multiple_enum_values('eventtype', [
        'clicked',
        'shared'
    ])


def downgrade() -> None:
    # PostgreSQL enum values can't be removed: they stay
    pass
