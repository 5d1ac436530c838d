"""A web order is an online order."""
from alembic import op

revision = "2026_07_rename_enum_value"
down_revision = "before"


def upgrade():
    op.execute("ALTER TYPE channel RENAME VALUE 'web' TO 'online'")


def downgrade():
    op.execute(
        """
        DO $$ BEGIN
            IF EXISTS (SELECT FROM pg_enum WHERE enumtypid = 'channel'::regtype AND enumlabel = 'online') THEN
                ALTER TYPE channel RENAME VALUE 'online' TO 'web';
            END IF;
        END $$
        """
    )
