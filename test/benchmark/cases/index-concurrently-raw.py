"""index orders.placed_on concurrently

Revision ID: 23ebfe26b178
Revises: before
Create Date: 2026-07-12 00:52:08.009464

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '23ebfe26b178'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_orders_placed_on ON orders (placed_on)')


def downgrade():
    op.execute('DROP INDEX IF EXISTS ix_orders_placed_on')
