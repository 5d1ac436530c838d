"""Indexes on all foreign keys

Revision ID: f9d3bf024e9f
Revises: before
Create Date: 2026-02-17 04:48:21

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "f9d3bf024e9f"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

FOREIGN_KEYS = [("orders", "product_id"), ("audit_log", "account_id")]


def upgrade() -> None:
    for table, column in FOREIGN_KEYS:
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)


def downgrade() -> None:
    for table, column in FOREIGN_KEYS:
        op.execute(f"DROP INDEX IF EXISTS ix_{table}_{column}")
