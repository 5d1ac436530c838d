"""Reviews

Revision ID: 21157dddc642
Revises: before
Create Date: 2026-05-14 04:56:13

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "21157dddc642"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

metadata = sa.MetaData()
reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("stars", sa.SmallInteger, nullable=False),
)


def upgrade() -> None:
    reviews.create(bind=op.get_bind(), checkfirst=True)


def downgrade() -> None:
    reviews.drop(bind=op.get_bind(), checkfirst=True)
