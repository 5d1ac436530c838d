"""orders.placed_on is a date

Revision ID: 1a58271bcf2b
Revises: before
Create Date: 2026-06-26 14:46:16.057830

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '1a58271bcf2b'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column('orders', 'placed_on', existing_type=sa.String(length=10), type_=sa.Date())


def downgrade():
    op.alter_column('orders', 'placed_on', existing_type=sa.Date(), type_=sa.String(length=10))
