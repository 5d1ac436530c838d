"""Only PostgreSQL gets the column.

Revision ID: 98c04d6580c5
Revises: before
"""

from alembic import op

# revision identifiers
revision = "98c04d6580c5"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # other dialects have no jsonb
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE products ADD COLUMN facts jsonb")


def downgrade() -> None:
    op.execute("ALTER TABLE products DROP COLUMN IF EXISTS facts")
