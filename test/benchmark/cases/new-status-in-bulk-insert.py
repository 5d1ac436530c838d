"""an order that was a test

Revision ID: 82530d5e5ced
Revises: before
Create Date: 2026-02-20 16:58:57.425592

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '82530d5e5ced'
down_revision = 'before'
branch_labels = None
depends_on = None

orders = sa.table(
    'orders',
    sa.column('id', sa.Integer),
    sa.column('account_id', sa.Integer),
    sa.column('status', sa.Enum(name='order_status')),
)


def upgrade():
    op.execute("ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'test'")
    present = op.get_bind().execute(sa.text('SELECT 1 FROM orders WHERE id = 900')).fetchone()
    if present is None:
        op.bulk_insert(orders, [{'id': 900, 'account_id': 1, 'status': 'test'}])


def downgrade():
    op.execute('DELETE FROM orders WHERE id = 900')
