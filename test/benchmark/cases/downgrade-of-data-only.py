"""trim names

Revision ID: 4089efef07a6
Revises: before
Create Date: 2026-06-21 05:10:37.691253

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '4089efef07a6'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("UPDATE accounts SET name = trim(name) WHERE name <> trim(name)")


def downgrade():
    pass
