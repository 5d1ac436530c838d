/**
 * The guideline's template ("Migration template"), as a `script.py.mako`. The snippet `alembic-migration` says the same.
 * @param helperModule where the enum helper is imported from.
 */
export function guidelineTemplate(helperModule: string): string {
  return `"""\${message}

Revision ID: \${up_revision}
Revises: \${down_revision | comma,n}
Create Date: \${create_date}
"""
from typing import Sequence, Union
from alembic import op
import sqlalchemy as sa

# Import safe helpers
from ${helperModule} import safe_add_enum_value

revision: str = \${repr(up_revision)}
down_revision: Union[str, None] = \${repr(down_revision)}
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Apply migration changes."""
    conn = op.get_bind()

    # Example: Adding enum value
    safe_add_enum_value('eventtype', 'new_value')

    # Example: Checking schema existence
    schema_exists = conn.execute(
        sa.text("""
            SELECT EXISTS(
                SELECT 1 FROM information_schema.schemata
                WHERE schema_name = 'schema_name'
            );
        """)
    ).scalar()

    if not schema_exists:
        print("⚠️  Schema does not exist. Skipping...")
        return

    # Example: Adding column with IF NOT EXISTS
    conn.execute(sa.text("""
        ALTER TABLE table_name
        ADD COLUMN IF NOT EXISTS column_name VARCHAR(255)
    """))


def downgrade() -> None:
    """Revert migration changes."""
    # PostgreSQL enum values can't be removed: they stay
    conn = op.get_bind()
    conn.execute(sa.text("""
        ALTER TABLE table_name
        DROP COLUMN IF EXISTS column_name
    """))
`;
}
