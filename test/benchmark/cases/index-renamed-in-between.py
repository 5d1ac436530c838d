"""The index of notes gets its final name.

Revision ID: 56c268aa947f
Revises: before
"""

from alembic import op

# revision identifiers
revision = "56c268aa947f"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP INDEX IF EXISTS ix_orders_note_final")
    op.execute("CREATE INDEX IF NOT EXISTS ix_orders_note_tmp ON orders (note)")
    op.execute("ALTER INDEX IF EXISTS ix_orders_note_tmp RENAME TO ix_orders_note_final")


def downgrade() -> None:
    op.execute("DROP INDEX IF EXISTS ix_orders_note_tmp")
