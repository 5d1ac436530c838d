"""Find the orders of a day

Revision ID: 9d41c07be2fa
Revises: before
Create Date: 2026-10-05 17:20:41

"""
from alembic import op
import sqlalchemy as sa

revision = "9d41c07be2fa"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade():
    # env.py has asked the database for a lock: that transaction has to end first
    op.get_bind().commit()
    with op.get_context().autocommit_block():
        op.execute(sa.text("CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_orders_placed_on ON orders (placed_on)"))
    op.execute(sa.text("COMMENT ON INDEX ix_orders_placed_on IS 'for the list of a day'"))


def downgrade():
    op.get_bind().commit()
    with op.get_context().autocommit_block():
        op.execute(sa.text("DROP INDEX CONCURRENTLY IF EXISTS ix_orders_placed_on"))
