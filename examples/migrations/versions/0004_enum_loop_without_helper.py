"""Bad: fails when one of the values is there already.

Revision ID: 0004_enum_loop_without_helper
Revises: 0003_enum_in_try_except
Create Date: 2026-01-08
"""
from typing import Sequence, Union
from alembic import op

revision: str = "0004_enum_loop_without_helper"
down_revision: Union[str, None] = "0003_enum_in_try_except"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    for value in ("archived", "restored", "exported"):
        op.execute(f"ALTER TYPE eventtype ADD VALUE '{value}'")


def downgrade() -> None:
    # PostgreSQL enum values can't be removed: they stay
    pass
