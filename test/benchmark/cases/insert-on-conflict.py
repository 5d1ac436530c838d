"""The first voucher.

Revision ID: 6dd58b0cc332
Revises: before
"""

from alembic import op

# revision identifiers
revision = "6dd58b0cc332"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO products (id, sku, title, price) VALUES (100, 'GIFT-20', 'Gift card', 20)"
        " ON CONFLICT (id) DO NOTHING"
    )


def downgrade() -> None:
    op.execute("DELETE FROM products WHERE id = 100")
