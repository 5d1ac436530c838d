"""One value for two types

Revision ID: 66d5d2924487
Revises: before
Create Date: 2026-01-19 21:37:03

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op
from migrations.utils.safe_enum_addition import safe_add_enum_value

revision: str = "66d5d2924487"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    safe_add_enum_value("order_status", "archived", after="shipped")
    safe_add_enum_value("channel", "archive")


def downgrade() -> None:
    pass
