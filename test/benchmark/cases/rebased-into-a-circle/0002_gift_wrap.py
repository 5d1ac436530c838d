"""gift wrap

Revision ID: 3d2c1b0a9f8e
Revises: 1f0e9d8c7b6a
Create Date: 2026-08-26 13:31:32.611157

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '3d2c1b0a9f8e'
down_revision = '1f0e9d8c7b6a'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('ALTER TABLE gifts ADD COLUMN IF NOT EXISTS wrap text')


def downgrade():
    op.execute('ALTER TABLE gifts DROP COLUMN IF EXISTS wrap')
