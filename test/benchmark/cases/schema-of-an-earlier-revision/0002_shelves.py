"""Shelves.

Revision ID: b3c8e4513fe4
Revises: 06810b8e70d1
"""

from alembic import op

# revision identifiers
revision = "b3c8e4513fe4"
down_revision = "06810b8e70d1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE IF NOT EXISTS warehouse.shelves (code text PRIMARY KEY)")


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS warehouse.shelves")
