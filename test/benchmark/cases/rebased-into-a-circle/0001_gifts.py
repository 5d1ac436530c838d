"""gifts

Revision ID: 1f0e9d8c7b6a
Revises: 3d2c1b0a9f8e
Create Date: 2026-07-09 21:37:23.981589

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '1f0e9d8c7b6a'
down_revision = '3d2c1b0a9f8e'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('CREATE TABLE IF NOT EXISTS gifts (id integer PRIMARY KEY)')


def downgrade():
    op.execute('DROP TABLE IF EXISTS gifts')
