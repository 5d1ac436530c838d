"""accounts.verified

Revision ID: 54134c968444
Revises: before
Create Date: 2026-09-02 02:29:08.940746

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '54134c968444'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    if 'verified' not in [c['name'] for c in sa.inspect(op.get_bind()).get_columns('accounts')]:
        op.add_column(
            'accounts',
            sa.Column('verified', sa.Boolean(), server_default=sa.false(), nullable=False),
        )


def downgrade():
    op.execute('ALTER TABLE accounts DROP COLUMN IF EXISTS verified')
