"""Surveys, as the analysts wrote them.

Revision ID: da0b47629e7a
Revises: before
"""

from alembic import op
from pathlib import Path

# revision identifiers
revision = "da0b47629e7a"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(Path(__file__).with_name("surveys.sql").read_text())


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS surveys")
