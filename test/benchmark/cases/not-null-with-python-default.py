"""accounts.verified

Revision ID: f4c5b42992e2
Revises: before
Create Date: 2026-09-02 02:29:08.940746

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'f4c5b42992e2'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    if 'verified' not in [c['name'] for c in sa.inspect(op.get_bind()).get_columns('accounts')]:
        op.add_column('accounts', sa.Column('verified', sa.Boolean(), default=False, nullable=False))


def downgrade():
    op.execute('ALTER TABLE accounts DROP COLUMN IF EXISTS verified')
