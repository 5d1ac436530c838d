"""Find orders by note.

Revision ID: 92ff34567017
Revises: before
"""

from alembic import op

# revision identifiers
revision = "92ff34567017"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_orders_note ON orders (note)")


def downgrade() -> None:
    op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_orders_note")
