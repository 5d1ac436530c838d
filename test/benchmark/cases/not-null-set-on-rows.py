"""accounts.name is required

Revision ID: 54804b004b56
Revises: before
Create Date: 2026-02-08 22:38:03.870390

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '54804b004b56'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    # one account has none
    op.alter_column('accounts', 'name', existing_type=sa.Text(), nullable=False)


def downgrade():
    op.alter_column('accounts', 'name', existing_type=sa.Text(), nullable=True)
