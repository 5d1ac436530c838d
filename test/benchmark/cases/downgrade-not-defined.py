"""Index placed_on; there is no way back."""
from alembic import op

revision = "2026_06_downgrade_not_defined"
down_revision = "before"


def upgrade():
    op.execute("CREATE INDEX IF NOT EXISTS ix_orders_placed_on ON orders (placed_on)")
