"""orders.placed_on is a date

Revision ID: ee07c5dba9e5
Revises: before
Create Date: 2026-06-26 14:46:16.057830

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'ee07c5dba9e5'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column('orders', 'placed_on',
                    existing_type=sa.String(length=10),
                    type_=sa.Date(),
                    postgresql_using='placed_on::date')


def downgrade():
    op.alter_column('orders', 'placed_on', existing_type=sa.Date(), type_=sa.String(length=10))
