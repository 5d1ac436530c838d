"""Values for the new warehouse

Revision ID: e0bd60b70608
Revises: before
Create Date: 2026-01-13 21:40:27

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "e0bd60b70608"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

NEW_VALUES = {
    "order_status": ["packed", "handed_over"],
    "channel": ["kiosk"],
}


def upgrade() -> None:
    for enum_name, values in NEW_VALUES.items():
        for value in values:
            op.execute(f"ALTER TYPE {enum_name} ADD VALUE '{value}'")


def downgrade() -> None:
    pass
