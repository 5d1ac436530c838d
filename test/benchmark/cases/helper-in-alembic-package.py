"""Channel newsletter.

Revision ID: 2b7245ff0a25
Revises: before
"""

from alembic import op
from alembic.utils.safe_enum_addition import safe_add_enum_value

# revision identifiers
revision = "2b7245ff0a25"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    safe_add_enum_value("channel", "newsletter")


def downgrade() -> None:
    pass
