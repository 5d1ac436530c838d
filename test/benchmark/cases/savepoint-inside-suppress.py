"""Accounts have a title.

Revision ID: e53b3f3b3dc8
Revises: before
"""

import sqlalchemy as sa
from alembic import op
from contextlib import suppress

# revision identifiers
revision = "e53b3f3b3dc8"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    conn = op.get_bind()
    with suppress(sa.exc.ProgrammingError), conn.begin_nested():
        conn.execute(sa.text("ALTER TABLE accounts ADD COLUMN title text"))


def downgrade() -> None:
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS title")
