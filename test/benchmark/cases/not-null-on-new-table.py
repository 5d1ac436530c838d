"""Invoices

Revision ID: e4cc1ea699bc
Revises: before
Create Date: 2026-07-12 18:58:38

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "e4cc1ea699bc"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("CREATE TABLE IF NOT EXISTS invoices (id integer PRIMARY KEY)")
    op.execute("ALTER TABLE invoices ADD COLUMN IF NOT EXISTS number bigint NOT NULL")


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS invoices")
