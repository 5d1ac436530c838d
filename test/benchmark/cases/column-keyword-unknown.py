"""orders.gift

Revision ID: 24103840662e
Revises: before
Create Date: 2026-09-17 23:52:47.635463

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '24103840662e'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('orders', sa.Column('gift', sa.Boolean(), nullable=True), if_not_exists=True)


def downgrade():
    op.execute('ALTER TABLE orders DROP COLUMN IF EXISTS gift')
