"""A schema of its own for archived data."""
import sqlalchemy as sa
from alembic import op

revision = "2026_10_create_schema_authoriza"
down_revision = "before"


def upgrade():
    conn = op.get_bind()
    conn.execute(sa.text("CREATE SCHEMA archive AUTHORIZATION CURRENT_USER"))
    conn.execute(sa.text("CREATE TABLE IF NOT EXISTS archive.orders (LIKE public.orders)"))


def downgrade():
    op.execute("DROP TABLE IF EXISTS archive.orders")
    op.execute("DROP SCHEMA IF EXISTS archive")
