"""Kinds of discount."""
import sqlalchemy as sa
from alembic import op

revision = "2026_10_create_type_behind_chec"
down_revision = "before"


def upgrade():
    conn = op.get_bind()
    missing = conn.execute(sa.text("SELECT to_regtype('discount_kind') IS NULL")).scalar()
    if missing:
        conn.execute(sa.text("CREATE TYPE discount_kind AS ENUM ('percent', 'amount')"))


def downgrade():
    op.execute("DROP TYPE IF EXISTS discount_kind")
