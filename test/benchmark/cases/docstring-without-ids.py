"""Vouchers: see the wiki. The id is in the file."""
from alembic import op

revision = "2026_02_docstring_without_ids"
down_revision = "before"


def upgrade():
    op.execute("CREATE TABLE IF NOT EXISTS vouchers (code text PRIMARY KEY)")


def downgrade():
    op.execute("DROP TABLE IF EXISTS vouchers")
