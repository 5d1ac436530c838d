"""products.facts

Revision ID: 1ddfb69e4a0a
Revises: before
Create Date: 2026-02-07 13:38:24.439693

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '1ddfb69e4a0a'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute(r"""ALTER TABLE products ADD COLUMN IF NOT EXISTS facts jsonb DEFAULT '{"origin"\:null}'::jsonb""")
    op.execute("UPDATE audit_log SET happened_at = '2026-01-02 12:30:00' WHERE payload->>'at' = '12:30'")


def downgrade():
    op.execute('ALTER TABLE products DROP COLUMN IF EXISTS facts')
