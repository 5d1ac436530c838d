"""Sell by chat and in the shop

Revision ID: 14b16de10c9f
Revises: before
Create Date: 2026-08-20 01:43:32

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op
import logging

from sqlalchemy.exc import ProgrammingError

revision: str = "14b16de10c9f"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

log = logging.getLogger("alembic.runtime.migration")

CHANNELS = ("chat", "shop")


def upgrade() -> None:
    conn = op.get_bind()
    for name in CHANNELS:
        try:
            conn.execute(sa.text(f"ALTER TYPE channel ADD VALUE '{name}'"))
        except ProgrammingError as error:
            log.warning("channel %s not added: %s", name, error)


def downgrade() -> None:
    """Values of an enum stay."""
