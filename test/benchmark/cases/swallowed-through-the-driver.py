"""Statistics for the planner, through psycopg2."""
import psycopg2
from alembic import op

revision = "2026_07_swallowed_through_the_d"
down_revision = "before"


def upgrade():
    cursor = op.get_bind().connection.cursor()
    try:
        cursor.execute("CREATE STATISTICS orders_stats ON account_id, product_id FROM orders")
    except psycopg2.Error:
        pass
    finally:
        cursor.close()


def downgrade():
    op.execute("DROP STATISTICS IF EXISTS orders_stats")
