"""drop ix_accounts_created_at

Revision ID: 9f532b77419e
Revises: before
Create Date: 2026-09-20 02:41:08.616706

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '9f532b77419e'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.drop_index(op.f('ix_accounts_created_at'), table_name='accounts')


def downgrade():
    op.execute('CREATE INDEX IF NOT EXISTS ix_accounts_created_at ON accounts (created_at)')
