"""What kind of store a product has.

Revision ID: 108b2111071a
Revises: before
"""

from alembic import op

# revision identifiers
revision = "108b2111071a"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE products ADD COLUMN IF NOT EXISTS hstore text, ADD COLUMN IF NOT EXISTS vector integer[]")


def downgrade() -> None:
    op.execute("ALTER TABLE products DROP COLUMN IF EXISTS hstore, DROP COLUMN IF EXISTS vector")
