"""Bad: ModuleNotFoundError, this project keeps its helper elsewhere.

Revision ID: 0007_enum_helper_not_found
Revises: 0006_enum_helper_not_imported
Create Date: 2026-01-11
"""
from typing import Sequence, Union

revision: str = "0007_enum_helper_not_found"
down_revision: Union[str, None] = "0006_enum_helper_not_imported"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    from alembic.utils.safe_enum_addition import safe_add_enum_value

    safe_add_enum_value('eventtype', 'rejected')


def downgrade() -> None:
    # PostgreSQL enum values can't be removed: they stay
    pass
