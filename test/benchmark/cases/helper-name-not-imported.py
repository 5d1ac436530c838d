"""order status on its way

Revision ID: 41b6c522a788
Revises: before
Create Date: 2026-04-11 12:38:04.660492

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '41b6c522a788'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    safe_add_enum_value('order_status', 'on_its_way')


def downgrade():
    pass
