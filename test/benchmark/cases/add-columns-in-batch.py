"""account phone

Revision ID: 9b2e0d88e5aa
Revises: before
Create Date: 2026-02-12 22:54:51.594174

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '9b2e0d88e5aa'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('phone', sa.String(length=30), nullable=True))


def downgrade():
    op.execute('ALTER TABLE accounts DROP COLUMN IF EXISTS phone')
