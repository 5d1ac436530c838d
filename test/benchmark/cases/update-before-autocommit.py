"""prices in cents, skus unique

Revision ID: 26ba0230f816
Revises: before
Create Date: 2026-07-16 06:49:02.803646

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '26ba0230f816'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('UPDATE products SET price = price * 100')
    with op.get_context().autocommit_block():
        op.execute('DROP INDEX CONCURRENTLY IF EXISTS uq_products_sku')
        op.execute('CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS uq_products_sku ON products (sku)')


def downgrade():
    with op.get_context().autocommit_block():
        op.execute('DROP INDEX CONCURRENTLY IF EXISTS uq_products_sku')
    op.execute('UPDATE products SET price = price / 100')
