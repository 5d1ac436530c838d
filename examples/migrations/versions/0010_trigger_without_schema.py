"""Bad: dies where there is no schema auth.

Revision ID: 0010_trigger_without_schema
Revises: 0009_table_and_column
Create Date: 2026-01-14
"""
from typing import Sequence, Union
from alembic import op

revision: str = "0010_trigger_without_schema"
down_revision: Union[str, None] = "0009_table_and_column"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("""
        CREATE OR REPLACE FUNCTION note_user() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO events (id, kind) VALUES (NEW.id, 'created');
            RETURN NEW;
        END $$
    """)
    op.execute("DROP TRIGGER IF EXISTS new_user ON auth.users")
    op.execute("CREATE TRIGGER new_user AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION note_user()")


def downgrade() -> None:
    op.execute("DROP TRIGGER IF EXISTS new_user ON auth.users")
    op.execute("DROP FUNCTION IF EXISTS note_user()")
