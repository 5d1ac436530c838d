"""countries

Revision ID: efefbae257e3
Revises: before
Create Date: 2026-04-14 21:57:55.557285

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'efefbae257e3'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("""
        CREATE TABLE IF NOT EXISTS countries (
            code char(2) PRIMARY KEY,
            name text NOT NULL,
        )
    """)


def downgrade():
    op.execute('DROP TABLE IF EXISTS countries')
