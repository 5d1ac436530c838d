"""Bad: dies where there is no schema auth.

Revision ID: 0010_trigger_without_schema
Revises: 0009_table_and_column
Create Date: 2026-01-14
"""
from typing import Sequence, Union
from alembic import op
import sqlalchemy as sa

revision: str = "0010_trigger_without_schema"
down_revision: Union[str, None] = "0009_table_and_column"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    conn = op.get_bind()
    conn.execute(sa.text("DROP TRIGGER IF EXISTS new_user ON auth.users"))
    conn.execute(sa.text("CREATE TRIGGER new_user AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION note_user()"))


def downgrade() -> None:
    op.execute("DROP TRIGGER IF EXISTS new_user ON auth.users")
