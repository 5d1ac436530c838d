"""Number the log lines.

Revision ID: 395f4801afb8
Revises: before
"""

from alembic import op

# revision identifiers
revision = "395f4801afb8"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE audit_log ADD COLUMN IF NOT EXISTS id bigint NOT NULL GENERATED ALWAYS AS IDENTITY")
    op.execute("ALTER TABLE audit_log ADD COLUMN IF NOT EXISTS legacy_id serial NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE audit_log DROP COLUMN IF EXISTS legacy_id, DROP COLUMN IF EXISTS id")
