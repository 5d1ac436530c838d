"""Everybody sees their own orders

Revision ID: 3258548f2727
Revises: before
Create Date: 2026-04-11 21:30:31

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "3258548f2727"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("ALTER TABLE orders ENABLE ROW LEVEL SECURITY")
    op.execute("DROP POLICY IF EXISTS own_orders ON orders")
    op.execute("CREATE POLICY own_orders ON orders USING (account_id = current_setting('app.account')::int)")


def downgrade() -> None:
    op.execute("DROP POLICY IF EXISTS own_orders ON orders")
    op.execute("ALTER TABLE orders DISABLE ROW LEVEL SECURITY")
