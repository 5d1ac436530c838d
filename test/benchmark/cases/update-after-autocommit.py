"""Index, then lower the addresses."""
from alembic import op

revision = "2026_01_update_after_autocommit"
down_revision = "before"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_accounts_lower_email ON accounts (lower(email))")
    op.execute("UPDATE accounts SET email = lower(email) WHERE email <> lower(email)")


def downgrade():
    with op.get_context().autocommit_block():
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_accounts_lower_email")
