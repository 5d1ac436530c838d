"""Tickets

Revision ID: 2544b82b1e61
Revises: before
Create Date: 2026-03-27 08:32:54

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "2544b82b1e61"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    bind = op.get_bind()
    if sa.inspect(bind).has_table("tickets"):
        return
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("urgency", sa.Enum("low", "high", name="ticket_urgency")),
        sa.Column("state", sa.Enum("open", "closed", name="ticket_state")),
    )


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS tickets")
    op.execute("DROP TYPE IF EXISTS ticket_urgency")
