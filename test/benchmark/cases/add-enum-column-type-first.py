"""add accounts.tier

Revision ID: 7aca86850f6c
Revises: before
Create Date: 2026-04-22 18:54:10.453570

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '7aca86850f6c'
down_revision = 'before'
branch_labels = None
depends_on = None

tier = sa.Enum('gold', 'silver', name='account_tier')


def upgrade():
    bind = op.get_bind()
    tier.create(bind, checkfirst=True)
    if 'tier' not in {c['name'] for c in sa.inspect(bind).get_columns('accounts')}:
        op.add_column('accounts', sa.Column('tier', tier, nullable=True))


def downgrade():
    op.execute('ALTER TABLE accounts DROP COLUMN IF EXISTS tier')
    tier.drop(op.get_bind(), checkfirst=True)
