"""Favourites.

Revision ID: 7c1e5b0d9a42
Revises: before
"""

from alembic import op

# revision identifiers
revision = "7c1e5b0d9a42"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE IF NOT EXISTS favourites (account_id integer, product_id integer)")


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS favourites")
