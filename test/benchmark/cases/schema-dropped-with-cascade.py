"""archive schema

Revision ID: d5fdb2c6ef89
Revises: before
Create Date: 2026-03-18 23:21:15.238807

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'd5fdb2c6ef89'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('CREATE SCHEMA IF NOT EXISTS archive')
    op.execute('CREATE TABLE IF NOT EXISTS archive.accounts AS TABLE public.accounts')
    op.execute("CREATE OR REPLACE VIEW archive.emails AS SELECT email FROM archive.accounts")


def downgrade():
    op.execute('DROP SCHEMA IF EXISTS archive CASCADE')
