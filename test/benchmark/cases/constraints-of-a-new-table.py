"""Carts.

Revision ID: ba77d209859a
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "ba77d209859a"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if sa.inspect(op.get_bind()).has_table("carts"):
        return
    op.create_table("carts", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("account_id", sa.Integer()))
    op.create_foreign_key("fk_carts_account", "carts", "accounts", ["account_id"], ["id"])
    op.create_unique_constraint("uq_carts_account", "carts", ["account_id"])


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS carts")
