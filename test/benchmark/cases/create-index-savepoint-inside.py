"""index orders.note

Revision ID: 136b29a1f9a2
Revises: before
Create Date: 2026-01-06 00:45:36.010328

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '136b29a1f9a2'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    conn = op.get_bind()
    try:
        with conn.begin_nested():
            conn.execute(sa.text('CREATE INDEX ix_orders_note ON orders (note)'))
    except sa.exc.ProgrammingError as e:
        if 'already exists' not in str(e):
            raise


def downgrade():
    op.execute('DROP INDEX IF EXISTS ix_orders_note')
