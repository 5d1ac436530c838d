"""index orders.placed_on concurrently

Revision ID: 2feafa0edc40
Revises: before
Create Date: 2026-07-12 00:52:08.009464

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '2feafa0edc40'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    with op.get_context().autocommit_block():
        op.execute('CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_orders_placed_on ON orders (placed_on)')


def downgrade():
    with op.get_context().autocommit_block():
        op.execute('DROP INDEX CONCURRENTLY IF EXISTS ix_orders_placed_on')
