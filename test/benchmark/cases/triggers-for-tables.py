"""Keep updated_at up to date

Revision ID: 29baedbe5f98
Revises: before
Create Date: 2026-05-01 04:29:49

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "29baedbe5f98"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

TABLES = ("accounts",)


def upgrade() -> None:
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER trg_{table}_updated_at BEFORE UPDATE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION touch_updated_at()"
        )


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DROP TRIGGER IF EXISTS trg_{table}_updated_at ON {table}")
