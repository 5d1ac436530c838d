"""index orders.note

Revision ID: e2d47a5ec15a
Revises: before
Create Date: 2026-01-06 00:45:36.010328

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'e2d47a5ec15a'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    try:
        op.create_index('ix_orders_note', 'orders', ['note'])
    except Exception:
        print('index is there already')


def downgrade():
    op.execute('DROP INDEX IF EXISTS ix_orders_note')
