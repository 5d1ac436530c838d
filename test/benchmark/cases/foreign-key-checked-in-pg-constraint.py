"""orders.product_id references products

Revision ID: 104aa9129d09
Revises: before
Create Date: 2026-06-24 23:45:55.908127

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '104aa9129d09'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    conn = op.get_bind()
    exists = conn.execute(sa.text("""
        SELECT EXISTS(
            SELECT 1 FROM pg_constraint
            WHERE conname = 'fk_orders_product' AND conrelid = to_regclass('orders')
        )
    """)).scalar()
    if not exists:
        op.create_foreign_key('fk_orders_product', 'orders', 'products', ['product_id'], ['id'])


def downgrade():
    op.execute('ALTER TABLE orders DROP CONSTRAINT IF EXISTS fk_orders_product')
