"""Notes in a table of their own.

Revision ID: 3334be43e8d7
Revises: before
"""

from alembic import op

# revision identifiers
revision = "3334be43e8d7"
down_revision = "before"
branch_labels = None
depends_on = None


def _notes(create: bool) -> None:
    statement = "CREATE TABLE IF NOT EXISTS notes (order_id integer, body text)" if create else "DROP TABLE IF EXISTS notes"
    op.execute(statement)


def upgrade() -> None:
    _notes(create=True)


def downgrade() -> None:
    _notes(create=False)
