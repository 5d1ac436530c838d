"""Orders of nobody are void.

Revision ID: c25e4a7f0ad3
Revises: 2823e47598d7
"""

from alembic import op

# revision identifiers
revision = "c25e4a7f0ad3"
down_revision = "2823e47598d7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE orders SET status = 'void' WHERE account_id IS NULL AND status = 'new'")


def downgrade() -> None:
    op.execute("UPDATE orders SET status = 'new' WHERE status = 'void'")
