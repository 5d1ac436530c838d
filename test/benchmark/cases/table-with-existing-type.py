"""create returns

Revision ID: 96c9ade79c40
Revises: before
Create Date: 2026-03-09 08:06:30.076832

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = '96c9ade79c40'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    if not sa.inspect(op.get_bind()).has_table('returns'):
        op.create_table(
            'returns',
            sa.Column('id', sa.Integer(), primary_key=True),
            sa.Column('order_id', sa.Integer(), nullable=False),
            sa.Column('was', postgresql.ENUM(name='order_status', create_type=False), nullable=False),
        )


def downgrade():
    op.execute('DROP TABLE IF EXISTS returns')
