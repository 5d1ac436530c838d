"""Three tables that build on each other

Revision ID: c21642b7973b
Revises: before
Create Date: 2026-03-11 05:32:33

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "c21642b7973b"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

TABLES = {
    "regions": "id integer PRIMARY KEY",
    "depots": "id integer PRIMARY KEY, region_id integer REFERENCES regions (id)",
    "vans": "id integer PRIMARY KEY, depot_id integer REFERENCES depots (id)",
}


def upgrade() -> None:
    for name, columns in TABLES.items():
        op.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")


def downgrade() -> None:
    for name in reversed(list(TABLES)):
        op.execute(f"DROP TABLE IF EXISTS {name}")
