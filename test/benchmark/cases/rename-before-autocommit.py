"""Accounts are told apart by their mail.

Revision ID: b3078be2fb33
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "b3078be2fb33"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("accounts", "name", new_column_name="display_name")
    with op.get_context().autocommit_block():
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS uq_accounts_email")
        op.execute("CREATE UNIQUE INDEX CONCURRENTLY uq_accounts_email ON accounts (email)")


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS uq_accounts_email")
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("accounts")}
    if "name" not in columns:
        op.alter_column("accounts", "display_name", new_column_name="name")
