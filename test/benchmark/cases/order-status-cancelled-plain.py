"""add order status cancelled

Revision ID: 4f0efb3ecaae
Revises: before
Create Date: 2026-06-10 17:01:01.011105

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '4f0efb3ecaae'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("ALTER TYPE order_status ADD VALUE 'cancelled'")


def downgrade():
    # can't remove a value of an enum
    pass
