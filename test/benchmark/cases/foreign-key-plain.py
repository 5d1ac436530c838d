"""orders.product_id references products

Revision ID: 7904846d209e
Revises: before
Create Date: 2026-06-24 23:45:55.908127

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '7904846d209e'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.create_foreign_key('fk_orders_product', 'orders', 'products', ['product_id'], ['id'], ondelete='SET NULL')


def downgrade():
    op.execute('ALTER TABLE orders DROP CONSTRAINT IF EXISTS fk_orders_product')
