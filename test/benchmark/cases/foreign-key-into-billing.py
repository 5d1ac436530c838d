"""Orders belong to invoices

Revision ID: 2e53108c5dbe
Revises: before
Create Date: 2026-01-17 18:54:30

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "2e53108c5dbe"
down_revision: Union[str, Sequence[str], None] = "before"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("ALTER TABLE orders ADD COLUMN IF NOT EXISTS invoice_id integer")
    op.execute("ALTER TABLE orders DROP CONSTRAINT IF EXISTS fk_orders_invoice")
    op.create_foreign_key(
        "fk_orders_invoice", "orders", "invoices", ["invoice_id"], ["id"], referent_schema="billing"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE orders DROP CONSTRAINT IF EXISTS fk_orders_invoice")
    op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS invoice_id")
