"""Views for the analysts, if their schema is there."""
import sqlalchemy as sa
from alembic import op

revision = "2026_05_wrong_schema_checked"
down_revision = "before"


def schema_exists(conn, name):
    return conn.execute(
        sa.text("SELECT EXISTS (SELECT 1 FROM information_schema.schemata WHERE schema_name = :name)"),
        {"name": name},
    ).scalar()


def upgrade():
    conn = op.get_bind()
    if not schema_exists(conn, "public"):
        print("no schema, no view")
        return
    conn.execute(sa.text("CREATE OR REPLACE VIEW analytics.account_plans AS SELECT id, plan FROM accounts"))


def downgrade():
    if schema_exists(op.get_bind(), "analytics"):
        op.execute("DROP VIEW IF EXISTS analytics.account_plans")
