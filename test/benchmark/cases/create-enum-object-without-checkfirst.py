"""How urgent a ticket is.

Revision ID: 7a3574561bf8
Revises: before
"""

from alembic import op
from sqlalchemy.dialects.postgresql import ENUM

# revision identifiers
revision = "7a3574561bf8"
down_revision = "before"
branch_labels = None
depends_on = None

urgency = ENUM("low", "normal", "high", name="urgency")


def upgrade() -> None:
    connection = op.get_bind()
    urgency.create(connection, checkfirst=False)


def downgrade() -> None:
    urgency.drop(op.get_bind(), checkfirst=True)
