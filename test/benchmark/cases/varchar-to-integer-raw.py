"""Weights are numbers."""
from alembic import op

revision = "2026_05_varchar_to_integer_raw"
down_revision = "before"


def upgrade():
    op.execute("ALTER TABLE products ALTER COLUMN weight TYPE integer")


def downgrade():
    op.execute("ALTER TABLE products ALTER COLUMN weight TYPE varchar(10)")
