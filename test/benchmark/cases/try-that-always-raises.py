"""Index notes, or say what is wrong

Revision ID: 177f174a2882
Revises: before
Create Date: 2026-04-05 06:15:46

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "177f174a2882"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    try:
        op.execute("CREATE INDEX IF NOT EXISTS ix_orders_note ON orders (note)")
    except sa.exc.DBAPIError as error:
        raise RuntimeError("are there notes of more than 2700 bytes?") from error


def downgrade() -> None:
    op.execute("DROP INDEX IF EXISTS ix_orders_note")
