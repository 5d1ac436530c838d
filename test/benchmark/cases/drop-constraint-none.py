"""orders.gift_for

Revision ID: 057fdb2dc790
Revises: before
Create Date: 2026-01-08 15:27:45.517935

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '057fdb2dc790'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('ALTER TABLE orders ADD COLUMN IF NOT EXISTS gift_for integer REFERENCES accounts (id)')


def downgrade():
    op.drop_constraint(None, 'orders', type_='foreignkey')
    op.execute('ALTER TABLE orders DROP COLUMN IF EXISTS gift_for')
