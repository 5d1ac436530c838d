"""Totals of the day.

Revision ID: 2982047c9481
Revises: before
"""

from alembic import op

# revision identifiers
revision = "2982047c9481"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE MATERIALIZED VIEW IF NOT EXISTS daily_orders AS"
        " SELECT placed_on, count(*) AS orders FROM orders GROUP BY placed_on"
    )
    op.execute("CREATE UNIQUE INDEX IF NOT EXISTS uq_daily_orders ON daily_orders (placed_on)")
    op.execute("REFRESH MATERIALIZED VIEW CONCURRENTLY daily_orders")


def downgrade() -> None:
    op.execute("DROP MATERIALIZED VIEW IF EXISTS daily_orders")
