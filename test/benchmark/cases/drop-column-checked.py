"""drop products.weight

Revision ID: 188677a44dea
Revises: before
Create Date: 2026-08-17 13:48:20.805341

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '188677a44dea'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    inspector = sa.inspect(op.get_bind())
    if any(c['name'] == 'weight' for c in inspector.get_columns('products')):
        op.drop_column('products', 'weight')


def downgrade():
    op.execute('ALTER TABLE products ADD COLUMN IF NOT EXISTS weight varchar(10)')
