"""drop legacy_imports

Revision ID: 9098e625f3ae
Revises: before
Create Date: 2026-07-17 15:17:29.652487

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '9098e625f3ae'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.drop_table('legacy_imports')


def downgrade():
    op.execute('CREATE SEQUENCE IF NOT EXISTS legacy_imports_id_seq AS integer')
    op.execute("""
        CREATE TABLE IF NOT EXISTS legacy_imports (
            id integer NOT NULL DEFAULT nextval('legacy_imports_id_seq') CONSTRAINT legacy_imports_pkey PRIMARY KEY,
            line text
        )
    """)
    op.execute('ALTER SEQUENCE legacy_imports_id_seq OWNED BY legacy_imports.id')
