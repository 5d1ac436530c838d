"""Orders get a gift code.

Revision ID: f259cc446476
Revises: before
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers
revision = "f259cc446476"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE orders ADD COLUMN IF NOT EXISTS gift_code text UNIQUE")


def downgrade() -> None:
    for unique in sa.inspect(op.get_bind()).get_unique_constraints("orders"):
        if unique["column_names"] == ["gift_code"]:
            op.drop_constraint(unique["name"], "orders", type_="unique")
    op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS gift_code")
