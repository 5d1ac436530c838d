"""Plans are an enum

Revision ID: 924b6d69427b
Revises: before
Create Date: 2026-02-10 10:09:15

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "924b6d69427b"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

plan = sa.Enum("free", "pro", name="account_plan")


def upgrade() -> None:
    op.alter_column("accounts", "plan", server_default=None)
    op.alter_column(
        "accounts",
        "name",
        existing_type=sa.Text(),
        type_=plan,
        postgresql_using="NULL::account_plan",
    )


def downgrade() -> None:
    op.alter_column("accounts", "name", type_=sa.Text(), postgresql_using="name::text")
    op.alter_column("accounts", "plan", server_default="free")
    plan.drop(op.get_bind(), checkfirst=True)
