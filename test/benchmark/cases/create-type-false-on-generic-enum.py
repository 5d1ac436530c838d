"""Calls to customers.

Revision ID: 5c09d7649f36
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "5c09d7649f36"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    bind = op.get_bind()
    if not sa.inspect(bind).has_table("calls"):
        op.create_table(
            "calls",
            sa.Column("id", sa.BigInteger(), primary_key=True),
            # the type is there already
            sa.Column("channel", sa.Enum("web", "phone", name="channel", create_type=False)),
        )


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS calls")
