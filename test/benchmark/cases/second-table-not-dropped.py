"""suppliers

Revision ID: e5bb9cd28750
Revises: before
Create Date: 2026-03-06 17:32:33.639361

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'e5bb9cd28750'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('CREATE TABLE IF NOT EXISTS suppliers (id integer PRIMARY KEY, name text)')
    op.execute('CREATE TABLE IF NOT EXISTS supplies (supplier_id integer, product_id integer)')


def downgrade():
    op.execute('DROP TABLE IF EXISTS suppliers')
