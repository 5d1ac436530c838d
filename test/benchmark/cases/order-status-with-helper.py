"""Orders can be disputed.

Revision ID: 91d96b203d2b
Revises: before
"""

from alembic import op
from migrations.utils.safe_enum_addition import safe_add_enum_value

# revision identifiers
revision = "91d96b203d2b"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    safe_add_enum_value("order_status", "disputed")


def downgrade() -> None:
    # Enum values can't be removed.
    pass
