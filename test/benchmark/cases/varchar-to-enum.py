"""Plans are an enum

Revision ID: ea626b682d8c
Revises: before
Create Date: 2026-02-10 10:09:15

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "ea626b682d8c"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

plan = sa.Enum("free", "pro", name="account_plan")


def upgrade() -> None:
    op.execute("DROP VIEW IF EXISTS paying_accounts")
    plan.create(op.get_bind(), checkfirst=True)
    op.execute("ALTER TABLE accounts ALTER COLUMN plan DROP DEFAULT")
    op.alter_column("accounts", "plan", existing_type=sa.String(20), type_=plan)


def downgrade() -> None:
    op.execute("ALTER TABLE accounts ALTER COLUMN plan TYPE varchar(20) USING plan::text")
    op.execute("ALTER TABLE accounts ALTER COLUMN plan SET DEFAULT 'free'")
    plan.drop(op.get_bind(), checkfirst=True)
    op.execute("CREATE OR REPLACE VIEW paying_accounts AS SELECT id, email FROM accounts WHERE plan <> 'free'")
