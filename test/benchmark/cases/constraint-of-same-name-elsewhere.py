"""Orders have a positive quantity

Revision ID: 6af86b320039
Revises: before
Create Date: 2026-08-12 13:07:32

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "6af86b320039"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

CHECK = "ALTER TABLE orders ADD CONSTRAINT ck_quantity CHECK (quantity > 0)"


def upgrade() -> None:
    conn = op.get_bind()
    # looks at another table than the one that is changed
    names = [check["name"] for check in sa.inspect(conn).get_check_constraints("products")]
    if "ck_quantity" not in names:
        conn.execute(sa.text(CHECK))


def downgrade() -> None:
    op.execute("ALTER TABLE orders DROP CONSTRAINT IF EXISTS ck_quantity")
