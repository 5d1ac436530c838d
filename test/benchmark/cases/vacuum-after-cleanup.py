"""Forget logins and give the space back."""
from alembic import op

revision = "2026_12_vacuum_after_cleanup"
down_revision = "before"

TABLES = ["audit_log", "legacy_imports"]


def upgrade():
    op.execute("DELETE FROM audit_log WHERE action = 'login'")
    for table in TABLES:
        op.execute(f"VACUUM ANALYZE {table}")


def downgrade():
    raise NotImplementedError("the rows are gone")
