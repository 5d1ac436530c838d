"""Remember where an account was opened.

Revision ID: c245a883bb4e
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "c245a883bb4e"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    existing = sa.inspect(op.get_bind()).get_columns("accounts")
    if any(column["name"] == "opened_by" for column in existing):
        return
    op.add_column("accounts", sa.Column("opened_by", sa.Enum("web", "phone", name="channel")))


def downgrade() -> None:
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS opened_by")
