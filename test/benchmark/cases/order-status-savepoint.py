"""orders can be refunded

Revision ID: f8121e44cf14
Revises: before
Create Date: 2026-06-22 08:59:58.693696

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'f8121e44cf14'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    try:
        with op.get_bind().begin_nested():
            op.execute("ALTER TYPE order_status ADD VALUE 'refunded'")
    except sa.exc.ProgrammingError as e:
        if e.orig.pgcode != '42710':
            raise


def downgrade():
    pass
