"""Accounts come from somewhere

Revision ID: f6aa9ebb962e
Revises: before
Create Date: 2026-07-10 12:12:20

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op
from migrations.utils.safe_enum_addition import safe_add_multiple_enum_values

revision: str = "f6aa9ebb962e"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    safe_add_multiple_enum_values("channel", ["import", "unknown"])
    op.execute("ALTER TABLE accounts ADD COLUMN IF NOT EXISTS origin channel NOT NULL DEFAULT 'unknown'")


def downgrade() -> None:
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS origin")
