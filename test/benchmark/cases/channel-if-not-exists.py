"""add channel app

Revision ID: 8b38e9cdf7b3
Revises: before
Create Date: 2026-05-18 22:42:31.611014

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '8b38e9cdf7b3'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("ALTER TYPE channel ADD VALUE IF NOT EXISTS 'app' AFTER 'web'")


def downgrade():
    pass
