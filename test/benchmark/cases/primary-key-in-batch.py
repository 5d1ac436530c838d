"""audit_log gets a key

Revision ID: 4dff28b7efd1
Revises: before
Create Date: 2026-07-19 12:28:08.807844

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '4dff28b7efd1'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('ALTER TABLE audit_log ADD COLUMN IF NOT EXISTS id bigserial')
    op.create_primary_key('audit_log_pkey', 'audit_log', ['id'])


def downgrade():
    op.execute('ALTER TABLE audit_log DROP CONSTRAINT IF EXISTS audit_log_pkey')
    op.execute('ALTER TABLE audit_log DROP COLUMN IF EXISTS id')
