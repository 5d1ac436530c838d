"""An address loses its fax number."""
from alembic import op

revision = "2026_01_drop_composite_attribut"
down_revision = "before"


def upgrade():
    # There is no ALTER TYPE channel DROP VALUE 'phone'; the fax number at least can go.
    op.execute("DROP TYPE IF EXISTS postal_address")
    op.execute("CREATE TYPE postal_address AS (street text, city text, fax text)")
    op.execute("ALTER TYPE postal_address DROP ATTRIBUTE IF EXISTS fax")


def downgrade():
    op.execute("DROP TYPE IF EXISTS postal_address")
