"""Facts of products.

Revision ID: 5d1b848e56e0
Revises: before
"""

from alembic import op

# revision identifiers
revision = "5d1b848e56e0"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    bind = op.get_bind()
    bind.exec_driver_sql("""ALTER TABLE products ADD COLUMN IF NOT EXISTS facts json DEFAULT '{"a":1}'""")


def downgrade() -> None:
    op.execute("ALTER TABLE products DROP COLUMN IF EXISTS facts")
