"""Indexes on all foreign keys

Revision ID: d0a4734d190b
Revises: before
Create Date: 2026-02-17 04:48:21

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "d0a4734d190b"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

FOREIGN_KEYS = [("orders", "product_id"), ("audit_log", "account_id")]


def upgrade() -> None:
    for table, column in FOREIGN_KEYS:
        op.execute(f"CREATE INDEX IF NOT EXISTS ix_{table}_{column} ON {table} ({column})")


def downgrade() -> None:
    for table, column in FOREIGN_KEYS:
        op.execute(f"DROP INDEX IF EXISTS ix_{table}_{column}")
