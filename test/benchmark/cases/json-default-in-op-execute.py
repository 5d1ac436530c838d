"""products.facts

Revision ID: 51bee298e5a2
Revises: before
Create Date: 2026-02-07 13:38:24.439693

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '51bee298e5a2'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("""ALTER TABLE products ADD COLUMN IF NOT EXISTS facts jsonb DEFAULT '{"origin":null}'""")


def downgrade():
    op.execute('ALTER TABLE products DROP COLUMN IF EXISTS facts')
