"""merge wishes and gifts

Revision ID: 5ab4c3d2e1f0
Revises: 0aa1bb2cc3dd, 9ff8ee7dd6cc
Create Date: 2026-01-07 06:42:30.744110

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '5ab4c3d2e1f0'
down_revision = ('0aa1bb2cc3dd', '9ff8ee7dd6cc')
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
