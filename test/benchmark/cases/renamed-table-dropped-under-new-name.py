"""Build ratings aside, then rename.

Revision ID: ea7c464ed492
Revises: before
"""

from alembic import op

# revision identifiers
revision = "ea7c464ed492"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP TABLE IF EXISTS ratings")
    op.execute("CREATE TABLE IF NOT EXISTS ratings_new (product_id integer, stars smallint)")
    op.execute("ALTER TABLE IF EXISTS ratings_new RENAME TO ratings")


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS ratings")
