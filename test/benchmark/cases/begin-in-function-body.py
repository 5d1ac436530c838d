"""Statements that people ran by hand.

Revision ID: 8349d49b3d99
Revises: before
"""

from alembic import op

# revision identifiers
revision = "8349d49b3d99"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE IF NOT EXISTS statements (word text PRIMARY KEY)")
    op.execute("INSERT INTO statements VALUES ('COMMIT'), ('ROLLBACK') ON CONFLICT DO NOTHING")
    op.execute(
        """CREATE OR REPLACE FUNCTION statement_count() RETURNS bigint AS $$
           BEGIN
             RETURN (SELECT count(*) FROM statements);
           END $$ LANGUAGE plpgsql"""
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION IF EXISTS statement_count()")
    op.execute("DROP TABLE IF EXISTS statements")
