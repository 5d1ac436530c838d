"""create reporting.daily_totals

Revision ID: d91d88d803f1
Revises: before
Create Date: 2026-01-01 03:27:45.488835

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'd91d88d803f1'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    inspector = sa.inspect(op.get_bind())
    if not inspector.has_table('daily_totals', schema='reporting'):
        op.create_table(
            'daily_totals',
            sa.Column('day', sa.Date(), nullable=False),
            sa.Column('orders', sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint('day'),
            schema='reporting',
        )


def downgrade():
    op.execute('DROP TABLE IF EXISTS reporting.daily_totals')
