"""Quantities may have a unit.

Revision ID: 1901a0bf4a89
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "1901a0bf4a89"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE orders ALTER COLUMN quantity DROP DEFAULT")
    op.alter_column("orders", "quantity", existing_type=sa.Integer(), type_=sa.String(20))
    op.execute("ALTER TABLE orders ALTER COLUMN quantity SET DEFAULT '1'")


def downgrade() -> None:
    op.execute("ALTER TABLE orders ALTER COLUMN quantity DROP DEFAULT")
    op.alter_column("orders", "quantity", type_=sa.Integer(), postgresql_using="quantity::integer")
    op.execute("ALTER TABLE orders ALTER COLUMN quantity SET DEFAULT 1")
