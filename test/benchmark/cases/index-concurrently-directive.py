"""Find accounts by name

Revision ID: 5a9035a37492
Revises: before
Create Date: 2026-05-06 10:52:07

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "5a9035a37492"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    names = {index["name"] for index in sa.inspect(op.get_bind()).get_indexes("accounts")}
    if "ix_accounts_name" not in names:
        op.create_index("ix_accounts_name", "accounts", ["name"], postgresql_concurrently=True)


def downgrade() -> None:
    op.execute("DROP INDEX IF EXISTS ix_accounts_name")
