"""Orders can be lost."""
from alembic import op

revision = "2026_07_order_status_do_block"
down_revision = "before"


def upgrade():
    op.execute(
        """
        DO $$
        BEGIN
            ALTER TYPE order_status ADD VALUE 'lost';
        EXCEPTION
            WHEN duplicate_object THEN NULL;
        END
        $$
        """
    )


def downgrade():
    pass
