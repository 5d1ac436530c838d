"""accounts have a locale, mails are unique

Revision ID: 597357fbdad4
Revises: before
Create Date: 2026-08-25 01:43:32.217217

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '597357fbdad4'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("ALTER TABLE accounts ADD COLUMN IF NOT EXISTS locale text")
    op.execute("UPDATE accounts SET locale = 'en' WHERE locale IS NULL")
    with op.get_context().autocommit_block():
        op.execute('DROP INDEX CONCURRENTLY IF EXISTS uq_accounts_email')
        op.execute('CREATE UNIQUE INDEX CONCURRENTLY uq_accounts_email ON accounts (email)')


def downgrade():
    with op.get_context().autocommit_block():
        op.execute('DROP INDEX CONCURRENTLY IF EXISTS uq_accounts_email')
    op.execute('ALTER TABLE accounts DROP COLUMN IF EXISTS locale')
