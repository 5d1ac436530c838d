"""Rename the old import table."""
from alembic import op

revision = "2026_05_retry_loop_around_ddl"
down_revision = "before"


def upgrade():
    for attempt in range(3):
        try:
            op.rename_table("legacy_imports", "imports_2025")
            break
        except Exception as exc:
            print(f"attempt {attempt}: {exc}")


def downgrade():
    op.execute("ALTER TABLE IF EXISTS imports_2025 RENAME TO legacy_imports")
