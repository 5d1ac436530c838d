"""Bad: after the swallowed error every later statement fails.

Revision ID: 0008_execute_in_try_except
Revises: 0007_enum_helper_not_found
Create Date: 2026-01-12
"""
from typing import Sequence, Union
from alembic import op

revision: str = "0008_execute_in_try_except"
down_revision: Union[str, None] = "0007_enum_helper_not_found"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    try:
        op.execute("CREATE INDEX events_kind ON events (kind)")
    except Exception:
        print("The index is there already")


def downgrade() -> None:
    op.execute("DROP INDEX IF EXISTS events_kind")
