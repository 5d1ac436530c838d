"""accounts.name to full_name

Revision ID: 7516eae33658
Revises: before
Create Date: 2026-04-05 21:18:31.288293

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '7516eae33658'
down_revision = 'before'
branch_labels = None
depends_on = None


def rename_if_present(table, old, new):
    present = {c['name'] for c in sa.inspect(op.get_bind()).get_columns(table)}
    if old in present and new not in present:
        op.alter_column(table, old, new_column_name=new)


def upgrade():
    rename_if_present('accounts', 'name', 'full_name')


def downgrade():
    rename_if_present('accounts', 'full_name', 'name')
