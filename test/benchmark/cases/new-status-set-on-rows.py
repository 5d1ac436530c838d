"""old orders become archived

Revision ID: 562be05ee59c
Revises: before
Create Date: 2026-08-22 16:34:17.848272

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '562be05ee59c'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'archived'")
    op.execute("UPDATE orders SET status = 'archived' WHERE placed_on < '2026-01-03'")


def downgrade():
    op.execute("UPDATE orders SET status = 'shipped' WHERE status = 'archived'")
