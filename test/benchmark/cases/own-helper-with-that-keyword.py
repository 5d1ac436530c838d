"""Find orders by the day."""
from alembic import op

revision = "2026_12_own_helper_with_that_ke"
down_revision = "before"


def create_index(name, table, column, *, if_not_exists=False):
    clause = "IF NOT EXISTS " if if_not_exists else ""
    op.execute(f"CREATE INDEX {clause}{name} ON {table} ({column})")


def upgrade():
    create_index("ix_orders_placed_on", "orders", "placed_on", if_not_exists=True)


def downgrade():
    op.execute("DROP INDEX IF EXISTS ix_orders_placed_on")
