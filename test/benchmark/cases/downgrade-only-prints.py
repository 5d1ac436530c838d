"""Wishlists

Revision ID: ab4b1868cf08
Revises: before
Create Date: 2026-03-20 11:31:51

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "ab4b1868cf08"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("CREATE TABLE IF NOT EXISTS wishes (account_id integer, product_id integer)")
    op.execute("CREATE INDEX IF NOT EXISTS ix_wishes_account_id ON wishes (account_id)")


def downgrade() -> None:
    """Drop the table by hand."""
    print("wishes is kept")
