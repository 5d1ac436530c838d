"""Keep updated_at up to date

Revision ID: 7611d4c7fa54
Revises: before
Create Date: 2026-05-01 04:29:49

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "7611d4c7fa54"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("DROP TRIGGER IF EXISTS trg_accounts_updated_at ON accounts")
    op.execute(
        "CREATE TRIGGER trg_accounts_updated_at BEFORE UPDATE ON accounts"
        " FOR EACH ROW EXECUTE FUNCTION touch_updated_at()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER IF EXISTS trg_accounts_updated_at ON accounts")
