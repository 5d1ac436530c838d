"""log the migration itself

Revision ID: 7e90bf8d1234
Revises: before
Create Date: 2026-03-21 23:02:03.670111

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '7e90bf8d1234'
down_revision = 'before'
branch_labels = None
depends_on = None

log = sa.table('audit_log', sa.column('account_id', sa.Integer), sa.column('action', sa.Text))


def upgrade():
    op.bulk_insert(log, [
        {'account_id': 1, 'action': 'welcome'},
        {'account_id': 2, 'action': 'welcome'},
    ])


def downgrade():
    op.execute("DELETE FROM audit_log WHERE action = 'welcome'")
