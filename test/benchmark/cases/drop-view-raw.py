"""Nobody reads the view."""
from alembic import op

revision = "2026_10_drop_view_raw"
down_revision = "before"


def upgrade():
    op.execute("DROP VIEW paying_accounts")


def downgrade():
    op.execute("CREATE OR REPLACE VIEW paying_accounts AS SELECT id, email FROM accounts WHERE plan <> 'free'")
