"""gifts

Revision ID: 9ff8ee7dd6cc
Revises: before
Create Date: 2026-07-09 21:37:23.981589

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '9ff8ee7dd6cc'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('CREATE TABLE IF NOT EXISTS gifts (id integer PRIMARY KEY)')


def downgrade():
    op.execute('DROP TABLE IF EXISTS gifts')
