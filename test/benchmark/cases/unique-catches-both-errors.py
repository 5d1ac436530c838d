"""One account for one address."""
from alembic import op

revision = "2026_12_unique_catches_both_err"
down_revision = "before"


def upgrade():
    op.execute(
        """
        DO $$ BEGIN
            ALTER TABLE accounts ADD CONSTRAINT uq_accounts_email UNIQUE (email);
        EXCEPTION WHEN duplicate_table OR duplicate_object THEN NULL;
        END $$
        """
    )


def downgrade():
    op.execute("ALTER TABLE accounts DROP CONSTRAINT IF EXISTS uq_accounts_email")
