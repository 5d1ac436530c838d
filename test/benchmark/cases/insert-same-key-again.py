"""The first voucher.

Revision ID: 9655e75469dc
Revises: before
"""

from alembic import op

# revision identifiers
revision = "9655e75469dc"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("INSERT INTO products (id, sku, title, price) VALUES (100, 'GIFT-20', 'Gift card', 20)")


def downgrade() -> None:
    op.execute("DELETE FROM products WHERE id = 100")
