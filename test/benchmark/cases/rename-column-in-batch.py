"""accounts.name to full_name

Revision ID: 401ff1dc2d27
Revises: before
Create Date: 2026-04-05 21:18:31.288293

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '401ff1dc2d27'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('accounts') as batch_op:
        batch_op.alter_column('name', new_column_name='full_name')


def downgrade():
    names = {c['name'] for c in sa.inspect(op.get_bind()).get_columns('accounts')}
    if 'full_name' in names:
        op.alter_column('accounts', 'full_name', new_column_name='name')
