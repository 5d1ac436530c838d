"""Good: every statement can run again.

Revision ID: 0001_base
Revises:
Create Date: 2026-01-05
"""
from typing import Sequence, Union
from alembic import op
import sqlalchemy as sa

revision: str = "0001_base"
down_revision: Union[str, None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    conn = op.get_bind()
    conn.execute(sa.text("""
        DO $$ BEGIN
            CREATE TYPE eventtype AS ENUM ('created', 'deleted');
        EXCEPTION WHEN duplicate_object THEN NULL;
        END $$
    """))
    conn.execute(sa.text("""
        CREATE TABLE IF NOT EXISTS events (
            id integer PRIMARY KEY,
            kind eventtype NOT NULL
        )
    """))


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS events")
    op.execute("DROP TYPE IF EXISTS eventtype")
