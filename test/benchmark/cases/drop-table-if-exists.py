"""Imports are gone."""
from alembic import op

revision = "2026_04_drop_table_if_exists"
down_revision = "before"


def upgrade():
    op.execute("DROP TABLE IF EXISTS legacy_imports")


def downgrade():
    op.execute("CREATE TABLE IF NOT EXISTS legacy_imports (id serial, line text, CONSTRAINT legacy_imports_pkey PRIMARY KEY (id))")
