"""accounts.timezone

Revision ID: 1c014abbe508
Revises: before
Create Date: 2026-05-01 10:42:31.479114

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '1c014abbe508'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('ALTER TABLE accounts ADD COLUMN IF NOT EXISTS timezone text')


def downgrade():
    pass
