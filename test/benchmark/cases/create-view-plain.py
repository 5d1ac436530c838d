"""view of open orders

Revision ID: 392741f50c02
Revises: before
Create Date: 2026-05-27 19:18:10.531891

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '392741f50c02'
down_revision = 'before'
branch_labels = None
depends_on = None

view_name = 'open_orders'
view_sql = "SELECT id, account_id FROM orders WHERE status = 'new'"


def upgrade():
    op.execute('CREATE VIEW {} AS {}'.format(view_name, view_sql))


def downgrade():
    op.execute('DROP VIEW IF EXISTS {}'.format(view_name))
