"""create shipments

Revision ID: ad6f3b50fbba
Revises: before
Create Date: 2026-09-22 23:55:11.769175

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'ad6f3b50fbba'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    if not sa.inspect(op.get_bind()).has_table('shipments'):
        op.create_table(
            'shipments',
            sa.Column('id', sa.Integer(), nullable=False),
            sa.Column('carrier', sa.Enum('post', 'bike', name='carrier'), nullable=False),
            sa.PrimaryKeyConstraint('id'),
        )


def downgrade():
    op.execute('DROP TABLE IF EXISTS shipments')
