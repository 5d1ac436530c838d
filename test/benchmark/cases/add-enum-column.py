"""add accounts.tier

Revision ID: 6b080f2da1ff
Revises: before
Create Date: 2026-04-22 18:54:10.453570

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '6b080f2da1ff'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    inspector = sa.inspect(op.get_bind())
    if 'tier' not in {c['name'] for c in inspector.get_columns('accounts')}:
        op.add_column('accounts', sa.Column('tier', sa.Enum('gold', 'silver', name='account_tier'), nullable=True))


def downgrade():
    op.execute('ALTER TABLE accounts DROP COLUMN IF EXISTS tier')
    op.execute('DROP TYPE IF EXISTS account_tier')
