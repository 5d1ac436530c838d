"""Accounts have a title.

Revision ID: 357c56a02a85
Revises: before
"""

import sqlalchemy as sa
from alembic import op
from contextlib import suppress

# revision identifiers
revision = "357c56a02a85"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    conn = op.get_bind()
    with conn.begin_nested(), suppress(sa.exc.ProgrammingError):
        conn.execute(sa.text("ALTER TABLE accounts ADD COLUMN title text"))


def downgrade() -> None:
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS title")
