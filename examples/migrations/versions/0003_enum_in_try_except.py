"""Bad: the except does not revive the aborted transaction.

Revision ID: 0003_enum_in_try_except
Revises: 0002_enum_with_helper
Create Date: 2026-01-07
"""
from typing import Sequence, Union
from alembic import op

revision: str = "0003_enum_in_try_except"
down_revision: Union[str, None] = "0002_enum_with_helper"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    import sqlalchemy as sa
    try:
        op.execute(sa.text("ALTER TYPE eventtype ADD VALUE 'new_value'"))
    except Exception as e:
        if "already exists" not in str(e).lower():
            raise


def downgrade() -> None:
    # PostgreSQL enum values can't be removed: they stay
    pass
