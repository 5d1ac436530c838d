"""Coupons

Revision ID: de8d34643810
Revises: before
Create Date: 2026-07-19 15:05:29

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "de8d34643810"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

kind = postgresql.ENUM("percent", "amount", name="coupon_kind")


def upgrade() -> None:
    bind = op.get_bind()
    kind.create(bind, checkfirst=True)
    if sa.inspect(bind).has_table("coupons"):
        return
    op.create_table(
        "coupons",
        sa.Column("code", sa.String(20), primary_key=True),
        sa.Column("kind", kind, nullable=False),
    )


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS coupons")
    kind.drop(op.get_bind(), checkfirst=True)
