"""Partners sell for us.

Revision ID: dc296ab28b2c
Revises: before
"""

from alembic import op
from sqlalchemy.exc import ProgrammingError

# revision identifiers
revision = "dc296ab28b2c"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        try:
            op.execute("ALTER TYPE channel ADD VALUE 'partner'")
        except ProgrammingError as error:
            if "DuplicateObject" not in repr(error.orig):
                raise


def downgrade() -> None:
    pass
