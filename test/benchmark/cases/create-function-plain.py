"""Prices with tax."""
from alembic import op

revision = "2026_09_create_function_plain"
down_revision = "before"


def upgrade():
    op.execute(
        """
        CREATE FUNCTION with_tax(price numeric) RETURNS numeric
        LANGUAGE sql IMMUTABLE AS $$ SELECT round(price * 1.19, 2) $$
        """
    )


def downgrade():
    op.execute("DROP FUNCTION IF EXISTS with_tax(numeric)")
