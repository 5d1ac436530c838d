"""Orders begin as a draft

Revision ID: cdf580c4eb87
Revises: before
Create Date: 2026-04-10 15:24:01

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op
from migrations.utils.safe_enum_addition import safe_add_enum_value

revision: str = "cdf580c4eb87"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    safe_add_enum_value("order_status", "draft", before="new")
    op.alter_column("orders", "status", server_default="draft")


def downgrade() -> None:
    op.alter_column("orders", "status", server_default="new")
