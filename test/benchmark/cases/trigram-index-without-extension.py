"""Search titles

Revision ID: 0765d6bfabf9
Revises: before
Create Date: 2026-04-15 09:52:07

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "0765d6bfabf9"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("CREATE INDEX IF NOT EXISTS ix_products_title_trgm ON products USING gin (title gin_trgm_ops)")


def downgrade() -> None:
    op.execute("DROP INDEX IF EXISTS ix_products_title_trgm")
