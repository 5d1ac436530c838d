"""Orders on hold."""
import sqlalchemy as sa
from alembic import op

revision = "2026_01_order_status_looked_up"
down_revision = "before"


def has_label(type_name, label):
    query = sa.text(
        "SELECT 1 FROM pg_enum WHERE enumtypid = to_regtype(:type_name) AND enumlabel = :label"
    )
    return op.get_bind().execute(query, {"type_name": type_name, "label": label}).scalar() is not None


def upgrade():
    if not has_label("order_status", "on_hold"):
        op.execute("ALTER TYPE order_status ADD VALUE 'on_hold'")


def downgrade():
    pass
