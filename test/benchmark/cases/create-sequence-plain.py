"""Numbers for delivery notes.

Revision ID: 401476a02a11
Revises: before
"""

from alembic import op
from sqlalchemy.schema import CreateSequence, Sequence as NumberSequence

# revision identifiers
revision = "401476a02a11"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(CreateSequence(NumberSequence("delivery_note_seq", start=1000)))


def downgrade() -> None:
    op.execute("DROP SEQUENCE IF EXISTS delivery_note_seq")
