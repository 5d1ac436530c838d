"""A column for the tax number

Revision ID: 467a196e3651
Revises: before
Create Date: 2026-06-08 11:47:19

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "467a196e3651"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    bind = op.get_bind()
    query = "SELECT attname FROM pg_attribute WHERE attrelid = 'accounts'::regclass AND attname = 'tax_number'"
    if (found := bind.execute(sa.text(query)).fetchone()) is None:
        op.add_column("accounts", sa.Column("tax_number", sa.String(20)))
    else:
        print(f"{found[0]} is there already")


def downgrade() -> None:
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS tax_number")
