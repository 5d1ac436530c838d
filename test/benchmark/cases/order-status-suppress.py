"""Orders that wait for stock."""
import contextlib
import sqlalchemy as sa
from alembic import op

revision = "2026_04_order_status_suppress"
down_revision = "before"


def add_status(value, after):
    with contextlib.suppress(sa.exc.DBAPIError):
        op.execute("ALTER TYPE order_status ADD VALUE '%s' AFTER '%s'" % (value, after))


def upgrade():
    add_status("backordered", "new")


def downgrade():
    pass
