"""Bad: NameError, the helper is called and not imported.

Revision ID: 0006_enum_helper_not_imported
Revises: 0005_enum_one_by_one
Create Date: 2026-01-10
"""
from typing import Sequence, Union

revision: str = "0006_enum_helper_not_imported"
down_revision: Union[str, None] = "0005_enum_one_by_one"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    safe_add_enum_value('eventtype', 'approved')


def downgrade() -> None:
    # PostgreSQL enum values can't be removed: they stay
    pass
