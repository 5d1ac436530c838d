"""Everybody gets a welcome.

Revision ID: 50d596355873
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "50d596355873"
down_revision = "before"
branch_labels = None
depends_on = None

log = sa.table("audit_log", sa.column("account_id"), sa.column("action"))


def upgrade() -> None:
    connection = op.get_bind()
    for account_id in (1, 2, 3):
        connection.execute(log.insert().values(account_id=account_id, action="hello"))


def downgrade() -> None:
    op.execute(log.delete().where(log.c.action == "hello"))
