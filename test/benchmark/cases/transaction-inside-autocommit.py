"""Move old log lines out of the way, together."""
from alembic import op

revision = "2026_09_transaction_inside_auto"
down_revision = "before"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("BEGIN")
        op.execute("CREATE TABLE IF NOT EXISTS audit_log_2025 (LIKE audit_log)")
        op.execute("INSERT INTO audit_log_2025 SELECT * FROM audit_log WHERE happened_at < '2026-01-01'")
        op.execute("DELETE FROM audit_log WHERE happened_at < '2026-01-01'")
        op.execute("COMMIT")


def downgrade():
    op.execute("DROP TABLE IF EXISTS audit_log_2025")
