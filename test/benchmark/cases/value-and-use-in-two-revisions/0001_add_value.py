"""Orders can be void.

Revision ID: 2823e47598d7
Revises: before
"""

from alembic import op
from migrations.utils.safe_enum_addition import safe_add_enum_value

# revision identifiers
revision = "2823e47598d7"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    safe_add_enum_value("order_status", "void")


def downgrade() -> None:
    pass
