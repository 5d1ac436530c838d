"""Mark what came in before noon.

Revision ID: 72e7b9973e59
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "72e7b9973e59"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    conn = op.get_bind()
    conn.execute(
        sa.text("UPDATE orders SET note = 'ends :early' WHERE placed_on < '2026-01-03' AND note IS NULL")
    )


def downgrade() -> None:
    op.execute("UPDATE orders SET note = NULL WHERE note LIKE 'ends %'")
