"""Brands, and the products of each.

Revision ID: d4f11012c34c
Revises: before
"""

from alembic import op

# revision identifiers
revision = "d4f11012c34c"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE IF NOT EXISTS brands (id integer PRIMARY KEY, name text)")
    op.execute("ALTER TABLE products ADD COLUMN IF NOT EXISTS brand_id integer REFERENCES brands (id)")


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS brands")
    op.execute("ALTER TABLE products DROP COLUMN IF EXISTS brand_id")
