"""Weigh accounts.

Revision ID: e777621fc4a8
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "e777621fc4a8"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    conn = op.get_bind()
    with conn.begin_nested():
        try:
            conn.execute(sa.text("ALTER TABLE accounts ADD COLUMN weight integer"))
        except sa.exc.ProgrammingError:
            # there already
            pass


def downgrade() -> None:
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS weight")
