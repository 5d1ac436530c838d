"""Wider columns."""
from alembic import op

revision = "2026_08_casts_that_need_no_usin"
down_revision = "before"


def upgrade():
    op.execute("ALTER TABLE orders ALTER COLUMN quantity TYPE bigint")
    op.execute("ALTER TABLE products ALTER COLUMN title TYPE text, ALTER COLUMN price TYPE numeric(10, 2)")


def downgrade():
    op.execute("ALTER TABLE products ALTER COLUMN price TYPE numeric(8, 2), ALTER COLUMN title TYPE varchar(100)")
    op.execute("ALTER TABLE orders ALTER COLUMN quantity TYPE integer")
