"""Fax is back.

Revision ID: 418bf90ae4b7
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "418bf90ae4b7"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    ctx = op.get_context()
    with ctx.autocommit_block():
        op.execute(sa.text("ALTER TYPE public.channel ADD VALUE 'fax' BEFORE 'phone'"))


def downgrade() -> None:
    pass
