"""Prices in cents."""
import sqlalchemy as sa
from alembic import op

revision = "2026_06_price_to_cents"
down_revision = "before"


def upgrade():
    op.execute("ALTER TABLE products ALTER COLUMN price TYPE integer USING (price * 100)::integer")


def downgrade():
    conn = op.get_bind()
    present = conn.execute(sa.text("""
        SELECT format_type(atttypid, atttypmod) FROM pg_attribute
        WHERE attrelid = to_regclass('products') AND attname = 'price'
    """)).scalar()
    if present == "integer":
        conn.execute(sa.text("ALTER TABLE products ALTER COLUMN price TYPE numeric(8, 2) USING price / 100.0"))
