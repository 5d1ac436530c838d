"""A view of the orders that were lost."""
from alembic import op

revision = "2026_10_new_status_in_view"
down_revision = "before"

VIEW = """
CREATE OR REPLACE VIEW lost_orders AS
SELECT id, account_id FROM orders WHERE status = 'lost'
"""


def upgrade():
    op.execute("ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'lost'")
    op.execute(VIEW)


def downgrade():
    op.execute("DROP VIEW IF EXISTS lost_orders")
