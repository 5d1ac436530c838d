"""Channel marketplace.

Revision ID: 1e70f1731aa5
Revises: before
"""

from alembic import op
from migrations.utils import safe_enum_addition as enums

# revision identifiers
revision = "1e70f1731aa5"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    enums.safe_add_multiple_enum_values("channel", ["marketplace", "auction"])


def downgrade() -> None:
    pass
