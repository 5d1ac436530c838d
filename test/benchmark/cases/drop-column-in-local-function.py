"""Weights were never used.

Revision ID: dc07b8e226c7
Revises: before
"""

from alembic import op

# revision identifiers
revision = "dc07b8e226c7"
down_revision = "before"
branch_labels = None
depends_on = None


def _drop(table: str, *columns: str) -> None:
    for column in columns:
        op.drop_column(table, column)


def upgrade() -> None:
    _drop("products", "weight")


def downgrade() -> None:
    op.execute("ALTER TABLE products ADD COLUMN IF NOT EXISTS weight varchar(10)")
