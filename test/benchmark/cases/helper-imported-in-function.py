"""channel popup store

Revision ID: f1cf178489dd
Revises: before
Create Date: 2026-07-03 12:02:44.265612

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'f1cf178489dd'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    from migrations.utils.safe_enum_addition import safe_add_enum_value

    safe_add_enum_value('channel', 'popup')


def downgrade():
    pass
