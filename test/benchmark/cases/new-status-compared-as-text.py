"""Count what was returned."""
from alembic import op

revision = "2026_05_new_status_compared_as"
down_revision = "before"


def upgrade():
    op.execute("ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'returned'")
    op.execute("UPDATE orders SET note = 'came back' WHERE status::text = 'returned'")
    op.execute(
        """
        CREATE OR REPLACE FUNCTION returned_orders() RETURNS bigint LANGUAGE plpgsql AS $body$
        BEGIN
            RETURN (SELECT count(*) FROM orders WHERE status = 'returned');
        END
        $body$
        """
    )


def downgrade():
    op.execute("DROP FUNCTION IF EXISTS returned_orders()")
