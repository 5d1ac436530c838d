"""Kinds of discount.

Revision ID: 09a1e74d1861
Revises: before
"""

from alembic import op

# revision identifiers
revision = "09a1e74d1861"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        DO $$ BEGIN
            CREATE TYPE discount_kind AS ENUM ('percent', 'amount');
        EXCEPTION WHEN duplicate_object THEN null;
        END $$;
        """
    )


def downgrade() -> None:
    op.execute("DROP TYPE IF EXISTS discount_kind")
