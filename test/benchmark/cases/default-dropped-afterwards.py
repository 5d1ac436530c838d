"""A version number for rows."""
from alembic import op

revision = "2026_07_default_dropped_afterwa"
down_revision = "before"


def upgrade():
    op.execute("ALTER TABLE orders ADD COLUMN IF NOT EXISTS version integer NOT NULL DEFAULT 1")
    op.execute("ALTER TABLE orders ALTER COLUMN version DROP DEFAULT")


def downgrade():
    op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS version")
