"""one gift for one order

Revision ID: 6d366d77ab5d
Revises: before
Create Date: 2026-03-21 05:41:09.141709

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '6d366d77ab5d'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('ALTER TABLE orders ADD COLUMN IF NOT EXISTS gift_code text UNIQUE')


def downgrade():
    with op.batch_alter_table('orders', schema=None) as batch_op:
        batch_op.drop_constraint(None, type_='unique')
    op.execute('ALTER TABLE orders DROP COLUMN IF EXISTS gift_code')
