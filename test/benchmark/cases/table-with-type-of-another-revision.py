"""create returns

Revision ID: 72fd82c3c6cf
Revises: before
Create Date: 2026-03-09 08:06:30.076832

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '72fd82c3c6cf'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    if not sa.inspect(op.get_bind()).has_table('returns'):
        op.create_table(
            'returns',
            sa.Column('id', sa.Integer(), primary_key=True),
            sa.Column('order_id', sa.Integer(), nullable=False),
            sa.Column('was', sa.Enum('new', 'paid', 'shipped', name='order_status'), nullable=False),
        )


def downgrade():
    op.execute('DROP TABLE IF EXISTS returns')
