"""Weigh accounts."""
import sqlalchemy as sa
from alembic import op

revision = "2026_07_savepoint_by_hand"
down_revision = "before"


def upgrade():
    op.execute("SAVEPOINT before_weight")
    try:
        op.execute("ALTER TABLE accounts ADD COLUMN weight integer")
    except sa.exc.ProgrammingError:
        op.execute("ROLLBACK TO SAVEPOINT before_weight")


def downgrade():
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS weight")
