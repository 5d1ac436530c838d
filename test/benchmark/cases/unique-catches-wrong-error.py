"""One account for one address."""
from alembic import op

revision = "2026_04_unique_catches_wrong_er"
down_revision = "before"


def upgrade():
    # A second UNIQUE is duplicate_table, as its index is a relation.
    op.execute(
        """
        DO $$ BEGIN
            ALTER TABLE accounts ADD CONSTRAINT uq_accounts_email UNIQUE (email);
        EXCEPTION WHEN duplicate_object THEN NULL;
        END $$
        """
    )


def downgrade():
    op.execute("ALTER TABLE accounts DROP CONSTRAINT IF EXISTS uq_accounts_email")
