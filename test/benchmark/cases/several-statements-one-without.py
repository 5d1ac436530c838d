"""Tags, and which product has which."""
from alembic import op

revision = "2026_08_several_statements_one"
down_revision = "before"


def upgrade():
    op.execute(
        """
        CREATE TABLE IF NOT EXISTS tags (name text PRIMARY KEY);
        CREATE TABLE IF NOT EXISTS product_tags (
            product_id integer REFERENCES products (id),
            tag text REFERENCES tags (name)
        );
        CREATE INDEX ix_product_tags_tag ON product_tags (tag);
        """
    )


def downgrade():
    op.execute("DROP TABLE IF EXISTS product_tags; DROP TABLE IF EXISTS tags")
