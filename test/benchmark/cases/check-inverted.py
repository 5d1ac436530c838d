"""A column for the tax number."""
import sqlalchemy as sa
from alembic import op

revision = "2026_03_check_inverted"
down_revision = "before"


def has_column(table, name):
    return name in [c["name"] for c in sa.inspect(op.get_bind()).get_columns(table)]


def upgrade():
    if has_column("accounts", "tax_number"):
        print("nothing to do")
    op.execute("ALTER TABLE accounts ADD COLUMN tax_number varchar(20)")


def downgrade():
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS tax_number")
