"""longer titles

Revision ID: 778648dd224a
Revises: before
Create Date: 2026-06-26 17:58:37.909193

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '778648dd224a'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column('products', 'title',
               existing_type=sa.VARCHAR(length=100),
               type_=sa.String(length=200),
               existing_nullable=True)


def downgrade():
    op.alter_column('products', 'title',
               existing_type=sa.String(length=200),
               type_=sa.VARCHAR(length=100),
               existing_nullable=True)
