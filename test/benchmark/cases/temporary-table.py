"""Join double log lines by way of a temporary table."""
from alembic import op

revision = "2026_07_temporary_table"
down_revision = "before"


def upgrade():
    op.execute("CREATE TEMPORARY TABLE distinct_log ON COMMIT DROP AS SELECT DISTINCT * FROM audit_log")
    op.execute("DELETE FROM audit_log")
    op.execute("INSERT INTO audit_log SELECT * FROM distinct_log")


def downgrade():
    # Nothing to take back.
    pass
