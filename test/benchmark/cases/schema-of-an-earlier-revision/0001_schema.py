"""A schema for the warehouse.

Revision ID: 06810b8e70d1
Revises: before
"""

from alembic import op

# revision identifiers
revision = "06810b8e70d1"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE SCHEMA IF NOT EXISTS warehouse")


def downgrade() -> None:
    op.execute("DROP SCHEMA IF EXISTS warehouse")
