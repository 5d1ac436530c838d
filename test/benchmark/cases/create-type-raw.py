"""Kinds of discount."""
from alembic import op

revision = "2026_08_create_type_raw"
down_revision = "before"


def upgrade():
    op.execute("CREATE TYPE discount_kind AS ENUM ('percent', 'amount')")


def downgrade():
    op.execute("DROP TYPE IF EXISTS discount_kind")
