"""api keys

Revision ID: 479bf75c2d91
Revises: before
Create Date: 2026-04-04 09:57:55.746185

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '479bf75c2d91'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("""
        CREATE TABLE IF NOT EXISTS api_keys (
            id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
            account_id integer NOT NULL REFERENCES accounts (id)
        )
    """)


def downgrade():
    op.execute('DROP TABLE IF EXISTS api_keys')
