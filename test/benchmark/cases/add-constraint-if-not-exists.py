"""Quantities are positive."""
from alembic import op

revision = "2026_03_add_constraint_if_not_e"
down_revision = "before"


def upgrade():
    op.execute("ALTER TABLE orders ADD CONSTRAINT IF NOT EXISTS ck_orders_quantity CHECK (quantity > 0)")


def downgrade():
    op.execute("ALTER TABLE orders DROP CONSTRAINT IF EXISTS ck_orders_quantity")
