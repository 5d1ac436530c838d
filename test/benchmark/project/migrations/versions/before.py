"""The database that every case starts from: a small shop with a few rows.

Revision ID: before
Revises:
Create Date: 2026-01-05 09:00:00.000000

"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "before"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("plan", sa.String(length=20), server_default="free", nullable=False),
        sa.Column("balance", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="accounts_pkey"),
    )
    op.create_index("ix_accounts_created_at", "accounts", ["created_at"])
    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sku", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=True),
        sa.Column("price", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("stock", sa.Integer(), server_default="0", nullable=False),
        sa.Column("weight", sa.String(length=10), nullable=True),
        sa.CheckConstraint("stock >= 0", name="ck_products_stock"),
        sa.PrimaryKeyConstraint("id", name="products_pkey"),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.Enum("new", "paid", "shipped", name="order_status"), server_default="new", nullable=False),
        sa.Column("quantity", sa.Integer(), server_default="1", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("placed_on", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_orders_account"),
        sa.PrimaryKeyConstraint("id", name="orders_pkey"),
    )
    op.create_index("ix_orders_account_id", "orders", ["account_id"])
    op.create_table(
        "audit_log",
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    op.create_table(
        "legacy_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="legacy_imports_pkey"),
    )
    op.execute("CREATE TYPE channel AS ENUM ('web', 'phone')")
    op.execute("CREATE SEQUENCE invoice_number_seq")
    op.execute("CREATE VIEW paying_accounts AS SELECT id, email FROM accounts WHERE plan <> 'free'")
    op.execute(
        """
        CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.updated_at := now();
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "INSERT INTO accounts (id, email, name, plan, balance, created_at) VALUES"
        " (1, 'ada@example.org', 'Ada', 'pro', 1200, '2026-01-01 08:00+00'),"
        " (2, 'grace@example.org', 'Grace', 'free', 0, '2026-01-01 09:00+00'),"
        " (3, 'alan@example.org', NULL, 'free', 50, '2026-01-02 10:00+00')"
    )
    op.execute(
        "INSERT INTO products (id, sku, title, price, stock, weight) VALUES"
        " (1, 'TEA-1', 'Green tea', 4.50, 12, '250'),"
        " (2, 'MUG-1', 'Mug', 9.00, 3, '410')"
    )
    op.execute(
        "INSERT INTO orders (id, account_id, product_id, status, quantity, placed_on) VALUES"
        " (1, 1, 1, 'paid', 2, '2026-01-02'),"
        " (2, 1, 2, 'new', 1, '2026-01-03'),"
        " (3, 3, 1, 'shipped', 1, '2026-01-03')"
    )
    op.execute(
        "INSERT INTO audit_log (account_id, action, happened_at) VALUES"
        " (1, 'login', '2026-01-02 11:00+00'),"
        " (3, 'login', '2026-01-03 12:00+00')"
    )
    op.execute("INSERT INTO legacy_imports (id, line) VALUES (1, 'ada;pro')")
    op.execute("SELECT setval('accounts_id_seq', 3), setval('products_id_seq', 2), setval('orders_id_seq', 3)")


def downgrade() -> None:
    op.execute("DROP FUNCTION touch_updated_at()")
    op.execute("DROP VIEW paying_accounts")
    op.execute("DROP SEQUENCE invoice_number_seq")
    op.execute("DROP TYPE channel")
    op.drop_table("legacy_imports")
    op.drop_table("audit_log")
    op.drop_table("orders")
    op.execute("DROP TYPE order_status")
    op.drop_table("products")
    op.drop_table("accounts")
