"""Follows, made after 7c1e5b0d9a42.

Revision ID: 7c1e5b0d9a43
Revises: 7c1e5b0d9a42
"""

from alembic import op

# revision identifiers
revision = "7c1e5b0d9a43"
down_revision = "7c1e5b0d9a42"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # like revision = "7c1e5b0d9a42"
    op.execute("CREATE TABLE IF NOT EXISTS follows (account_id integer, followed_id integer)")


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS follows")
