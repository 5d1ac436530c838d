"""Discounts of ten percent."""
from alembic import op

revision = "2026_06_semicolons_in_function"
down_revision = "before"


def upgrade():
    op.execute(
        """
        CREATE OR REPLACE FUNCTION discounted(price numeric) RETURNS numeric LANGUAGE plpgsql AS $f$
        DECLARE label text := format('%s', price);
        BEGIN
            RAISE DEBUG 'price %', label;
            RETURN round(price * 0.9, 2);
        END;
        $f$;
        """
    )


def downgrade():
    op.execute("DROP FUNCTION IF EXISTS discounted(numeric)")
