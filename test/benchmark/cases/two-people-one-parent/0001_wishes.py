"""wishes

Revision ID: 0aa1bb2cc3dd
Revises: before
Create Date: 2026-04-22 21:21:55.745805

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0aa1bb2cc3dd'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('CREATE TABLE IF NOT EXISTS wishes (id integer PRIMARY KEY)')


def downgrade():
    op.execute('DROP TABLE IF EXISTS wishes')
