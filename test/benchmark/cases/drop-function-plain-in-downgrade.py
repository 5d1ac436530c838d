"""A function that counts."""
from alembic import op

revision = "2026_02_drop_function_plain_in"
down_revision = "before"


def upgrade():
    op.execute(
        "CREATE OR REPLACE FUNCTION order_count() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM orders'"
    )


def downgrade():
    op.execute("DROP FUNCTION IF EXISTS order_count()")
    # older databases had it with an argument
    op.execute("DROP FUNCTION order_count(integer)")
