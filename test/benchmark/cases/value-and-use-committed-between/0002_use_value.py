"""Empty orders are void.

Revision ID: 8e9d83eb0b5e
Revises: c5fc9220956d
"""

from alembic import op

# revision identifiers
revision = "8e9d83eb0b5e"
down_revision = "c5fc9220956d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE orders SET status = 'void' WHERE quantity = 0 AND status = 'new'")


def downgrade() -> None:
    op.execute("UPDATE orders SET status = 'new' WHERE status = 'void'")
