"""The price without tax."""
import sqlalchemy as sa
from alembic import op

revision = "2026_01_other_column_checked"
down_revision = "before"


def columns(table):
    return {column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)}


def upgrade():
    # copied from the migration before, which added gross_price
    if "gross_price" not in columns("products"):
        op.add_column("products", sa.Column("net_price", sa.Numeric(8, 2)))


def downgrade():
    op.execute("ALTER TABLE products DROP COLUMN IF EXISTS net_price")
