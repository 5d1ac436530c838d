"""Products have a brand.

Revision ID: a08082bb04c1
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "a08082bb04c1"
down_revision = "before"
branch_labels = None
depends_on = None

COLUMN_EXISTS = sa.text(
    """
    SELECT EXISTS (
        SELECT 1 FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = :table AND column_name = :column
    )
    """
)


def upgrade() -> None:
    connection = op.get_bind()
    if not connection.execute(COLUMN_EXISTS, {"table": "products", "column": "brand"}).scalar():
        op.add_column("products", sa.Column("brand", sa.String(60), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE products DROP COLUMN IF EXISTS brand")
