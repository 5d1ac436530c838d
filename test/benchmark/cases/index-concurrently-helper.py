"""Indexes for the reports

Revision ID: 40fed9234466
Revises: before
Create Date: 2026-03-03 11:40:27

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "40fed9234466"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

INDEXES = {"ix_orders_note": "orders (note)", "ix_accounts_name": "accounts (name)"}


def _online(statement: str) -> None:
    with op.get_context().autocommit_block():
        op.execute(statement)


def upgrade() -> None:
    for name, target in INDEXES.items():
        _online(f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {target}")


def downgrade() -> None:
    for name in INDEXES:
        _online(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
