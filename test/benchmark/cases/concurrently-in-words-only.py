"""A table of index jobs."""
from alembic import op

revision = "2026_04_concurrently_in_words_o"
down_revision = "before"


def upgrade():
    op.execute(
        """
        -- filled by the nightly job, which runs CREATE INDEX CONCURRENTLY itself
        CREATE TABLE IF NOT EXISTS index_jobs (
            id bigserial PRIMARY KEY,
            command text NOT NULL DEFAULT 'REINDEX INDEX CONCURRENTLY'
        )
        """
    )
    op.execute("ANALYZE index_jobs")


def downgrade():
    op.execute("DROP TABLE IF EXISTS index_jobs")
