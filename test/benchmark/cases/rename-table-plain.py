"""rename legacy_imports

Revision ID: 86beffe47104
Revises: before
Create Date: 2026-08-20 19:23:38.684315

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '86beffe47104'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.rename_table('legacy_imports', 'old_imports')


def downgrade():
    op.execute('ALTER TABLE IF EXISTS old_imports RENAME TO legacy_imports')
