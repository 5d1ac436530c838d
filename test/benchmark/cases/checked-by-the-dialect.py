"""create holidays

Revision ID: c25559045dc4
Revises: before
Create Date: 2026-06-22 17:03:25.963417

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c25559045dc4'
down_revision = 'before'
branch_labels = None
depends_on = None


def table_exists(name):
    conn = op.get_bind()
    return conn.dialect.has_table(conn, name)


def upgrade():
    if table_exists('holidays'):
        return

    op.create_table(
        'holidays',
        sa.Column('day', sa.Date(), primary_key=True),
    )


def downgrade():
    if table_exists('holidays'):
        op.drop_table('holidays')
