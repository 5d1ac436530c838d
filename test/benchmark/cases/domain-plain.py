"""A domain for amounts.

Revision ID: 3eb9d26c044f
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "3eb9d26c044f"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.DDL("CREATE DOMAIN amount AS numeric(12, 2) CHECK (VALUE >= 0)"))


def downgrade() -> None:
    op.execute("DROP DOMAIN IF EXISTS amount")
