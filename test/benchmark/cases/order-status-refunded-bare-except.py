"""orders can be refunded

Revision ID: c23dcb0568a8
Revises: before
Create Date: 2026-06-22 08:59:58.693696

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c23dcb0568a8'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    # somebody may have added it by hand already
    try:
        op.execute("ALTER TYPE order_status ADD VALUE 'refunded'")
    except Exception:
        pass


def downgrade():
    # PostgreSQL has no DROP VALUE.
    pass
