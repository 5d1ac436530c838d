"""account phone and fax

Revision ID: d1fd3be3788e
Revises: before
Create Date: 2026-02-20 22:57:15.122886

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'd1fd3be3788e'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    present = [c['name'] for c in sa.inspect(op.get_bind()).get_columns('accounts')]
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        for name in ('phone', 'fax'):
            if name in present:
                continue
            batch_op.add_column(sa.Column(name, sa.String(length=30), nullable=True))


def downgrade():
    op.execute('ALTER TABLE accounts DROP COLUMN IF EXISTS phone, DROP COLUMN IF EXISTS fax')
