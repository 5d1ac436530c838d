"""Bad: a second run dies on the table, then on the column.

Revision ID: 0009_table_and_column
Revises: 0008_execute_in_try_except
Create Date: 2026-01-13
"""
from typing import Sequence, Union
from alembic import op
import sqlalchemy as sa

revision: str = "0009_table_and_column"
down_revision: Union[str, None] = "0008_execute_in_try_except"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
    )
    op.create_index("ix_sources_name", "sources", ["name"], unique=True)
    op.add_column("events", sa.Column("source_id", sa.Integer()))
    op.create_foreign_key("fk_events_source", "events", "sources", ["source_id"], ["id"])


def downgrade() -> None:
    op.drop_constraint("fk_events_source", "events", type_="foreignkey")
    op.drop_column("events", "source_id")
    op.drop_table("sources")
