"""create reporting.daily_totals

Revision ID: 3ac59eb22e96
Revises: before
Create Date: 2026-01-01 03:27:45.488835

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '3ac59eb22e96'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('CREATE SCHEMA IF NOT EXISTS reporting')
    op.execute('CREATE TABLE IF NOT EXISTS reporting.daily_totals (day date PRIMARY KEY, orders integer NOT NULL)')


def downgrade():
    op.execute('DROP TABLE IF EXISTS reporting.daily_totals')
    op.execute('DROP SCHEMA IF EXISTS reporting')
