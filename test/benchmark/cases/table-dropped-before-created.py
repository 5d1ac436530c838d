"""A staging table, always empty."""
import sqlalchemy as sa
from alembic import op

revision = "2026_05_table_dropped_before_cr"
down_revision = "before"


def upgrade():
    op.execute("DROP TABLE IF EXISTS staged_orders")
    op.create_table(
        "staged_orders",
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("line", sa.Text),
    )
    op.create_index("ix_staged_orders_line", "staged_orders", ["line"])


def downgrade():
    op.execute("DROP TABLE IF EXISTS staged_orders")
