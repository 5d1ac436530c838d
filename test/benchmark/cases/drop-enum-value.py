"""Nobody pays by phone any more."""
from alembic import op

revision = "2026_12_drop_enum_value"
down_revision = "before"


def upgrade():
    op.execute("ALTER TYPE channel DROP VALUE 'phone'")


def downgrade():
    op.execute("ALTER TYPE channel ADD VALUE IF NOT EXISTS 'phone'")
