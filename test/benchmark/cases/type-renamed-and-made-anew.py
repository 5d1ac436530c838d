"""Orders: paid goes, billed comes."""
from alembic import op

revision = "2026_03_type_renamed_and_made_a"
down_revision = "before"

NEW = "('new', 'billed', 'paid', 'shipped')"


def upgrade():
    op.execute("DROP TYPE IF EXISTS order_status_old")
    op.execute("ALTER TABLE orders ALTER COLUMN status DROP DEFAULT")
    op.execute("ALTER TYPE order_status RENAME TO order_status_old")
    op.execute("CREATE TYPE order_status AS ENUM " + NEW)
    op.execute("ALTER TABLE orders ALTER COLUMN status TYPE order_status USING status::text::order_status")
    op.execute("ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new'")
    op.execute("DROP TYPE IF EXISTS order_status_old")


def downgrade():
    op.execute("DROP TYPE IF EXISTS order_status_new")
    op.execute("ALTER TABLE orders ALTER COLUMN status DROP DEFAULT")
    op.execute("UPDATE orders SET status = 'paid' WHERE status::text = 'billed'")
    op.execute("ALTER TYPE order_status RENAME TO order_status_new")
    op.execute("CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped')")
    op.execute("ALTER TABLE orders ALTER COLUMN status TYPE order_status USING status::text::order_status")
    op.execute("ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new'")
    op.execute("DROP TYPE IF EXISTS order_status_new")
