"""Trim names while nobody writes."""
from alembic import op

revision = "2026_06_commit_then_lock"
down_revision = "before"


def upgrade():
    op.execute("COMMIT")
    op.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_accounts_name ON accounts (name)")
    op.execute("LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE")
    op.execute("UPDATE accounts SET name = trim(name)")


def downgrade():
    op.execute("DROP INDEX IF EXISTS ix_accounts_name")
