"""Drop whatever indexes orders has besides the key."""
import sqlalchemy as sa
from alembic import op

revision = "2026_08_drop_behind_loop_over_p"
down_revision = "before"


def upgrade():
    for index in sa.inspect(op.get_bind()).get_indexes("orders"):
        op.drop_index(index["name"], table_name="orders")


def downgrade():
    op.execute("CREATE INDEX IF NOT EXISTS ix_orders_account_id ON orders (account_id)")
