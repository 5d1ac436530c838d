"""Bad: the downgrade leaves the column behind.

Revision ID: 0011_no_way_back
Revises: 0010_trigger_without_schema
Create Date: 2026-01-15
"""
from typing import Sequence, Union
from alembic import op

revision: str = "0011_no_way_back"
down_revision: Union[str, None] = "0010_trigger_without_schema"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("ALTER TABLE events ADD COLUMN IF NOT EXISTS note VARCHAR(255)")


def downgrade() -> None:
    pass
