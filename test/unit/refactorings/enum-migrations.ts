/** Migrations with an enum type, the cursor on it as `‸`, and what the refactoring makes of them. */
export interface EnumMigration {
  readonly story: string;
  readonly before: string;
  readonly after: string;
  /** SQL that makes what they change. */
  readonly setup: string;
}

export const header = `from alembic import op
import sqlalchemy as sa

revision = "example"
down_revision = "parent"

`;

const orders = "CREATE TABLE orders (id int)";
const columnExists =
  "SELECT EXISTS(SELECT 1 FROM information_schema.columns WHERE table_name = 'orders' AND column_name = 'status')";
const inTable = `sa.CheckConstraint("status IN ('draft', 'it''s')", name=op.f("ck_orders_status"))`;
const guarded = (indentation: string, table = "orders", schema = "") =>
  `if not conn.execute(
    sa.text("""
        SELECT EXISTS(
            SELECT 1 FROM pg_constraint
            WHERE conrelid = to_regclass('${table}')
            AND conname = 'ck_orders_status'
        );
    """)
).scalar():
    op.create_check_constraint(op.f("ck_orders_status"), "orders", "status IN ('draft', 'it''s')"${schema})`.replaceAll(
    "\n",
    `\n${indentation}`,
  );

export const enumMigrations: readonly EnumMigration[] = [
  {
    story: "a column of a table",
    setup: "",
    before: `${header}
def upgrade() -> None:
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regclass('orders') IS NOT NULL")).scalar():
        op.create_table(
            "orders",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("status", sa.Enum("draft", "it's", name="order_‸status"), server_default="draft", nullable=False),  # its state
            comment="default",
        )


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS orders")
    sa.Enum(name="order_status").drop(op.get_bind(), checkfirst=True)
`,
    after: `${header}
def upgrade() -> None:
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regclass('orders') IS NOT NULL")).scalar():
        op.create_table(
            "orders",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("status", sa.String(length=20), server_default="draft", nullable=False),  # its state
            ${inTable},
            comment="default",
        )


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS orders")
`,
  },
  {
    story: "a column that is added",
    setup: orders,
    before: `${header}
def upgrade() -> None:
    sa.Enum("draft", "it's", name="order_status").create(op.get_bind(), checkfirst=True)
    if not op.get_bind().execute(sa.text("${columnExists}")).scalar():
        op.add_column("orders", sa.Column("status", sa.‸Enum("draft", "it's", name="order_status"), server_default="draft"))


def downgrade() -> None:
    op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS status")
    sa.Enum(name="order_status").drop(op.get_bind(), checkfirst=True)
`,
    after: `${header}
def upgrade() -> None:
    if not op.get_bind().execute(sa.text("${columnExists}")).scalar():
        conn = op.get_bind()
        op.add_column("orders", sa.Column("status", sa.String(length=20), server_default="draft"))
        ${guarded("        ")}


def downgrade() -> None:
    op.execute("ALTER TABLE IF EXISTS orders DROP CONSTRAINT IF EXISTS ck_orders_status")
    op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS status")
`,
  },
  {
    story: "a type in a variable, created behind a check of its own, in a schema",
    setup: "CREATE SCHEMA shop; CREATE TABLE shop.orders (id int)",
    before: `from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "example"
down_revision = "parent"

status_type = postgresql.ENUM("draft", "it's", name="order_status", create_type=False)


def upgrade() -> None:
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regclass('shop.orders') IS NOT NULL")).scalar():
        return
    status_type.create(conn, checkfirst=True)
    op.execute("ALTER TABLE shop.orders DROP COLUMN IF EXISTS status")
    op.add_column("orders", sa.Column("status", status_‸type), schema="shop")


def downgrade() -> None:
    op.execute("ALTER TABLE IF EXISTS shop.orders DROP COLUMN IF EXISTS status")
    status_type.drop(op.get_bind(), checkfirst=True)
`,
    after: `from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "example"
down_revision = "parent"



def upgrade() -> None:
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regclass('shop.orders') IS NOT NULL")).scalar():
        return
    op.execute("ALTER TABLE shop.orders DROP COLUMN IF EXISTS status")
    op.add_column("orders", sa.Column("status", sa.String(length=20)), schema="shop")
    ${guarded("    ", "shop.orders", ', schema="shop"')}


def downgrade() -> None:
    op.execute("ALTER TABLE IF EXISTS shop.orders DROP CONSTRAINT IF EXISTS ck_orders_status")
    op.execute("ALTER TABLE IF EXISTS shop.orders DROP COLUMN IF EXISTS status")
`,
  },
  {
    story: "a type and a table in SQL",
    setup: "",
    before: `${header}
def upgrade() -> None:
    op.execute("""
        DO $$ BEGIN
            CREATE TYPE order_‸status AS ENUM ('draft', 'it''s');
        EXCEPTION WHEN duplicate_object THEN NULL;
        END $$
    """)
    op.execute("""
        CREATE TABLE IF NOT EXISTS orders (
            id int,
            status order_status NOT NULL DEFAULT 'draft'
        )
    """)


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS orders")
    op.execute("DROP TYPE IF EXISTS order_status")
`,
    after: `${header}
def upgrade() -> None:
    op.execute("""
        CREATE TABLE IF NOT EXISTS orders (
            id int,
            status VARCHAR(20) CONSTRAINT ck_orders_status CHECK (status IN ('draft', 'it''s')) NOT NULL DEFAULT 'draft'
        )
    """)


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS orders")
`,
  },
  {
    story: "a type behind a check and a column in SQL",
    setup: orders,
    before: `${header}
def upgrade() -> None:
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regtype('order_status') IS NOT NULL")).scalar():
        op.execute("CREATE TYPE order_status AS ‸ENUM ('draft', 'it''s')")
    op.execute("ALTER TABLE orders ADD COLUMN IF NOT EXISTS status order_status")


def downgrade() -> None:
    op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS status")
    op.execute("DROP TYPE IF EXISTS order_status")
`,
    after: `${header}
def upgrade() -> None:
    conn = op.get_bind()
    op.execute("ALTER TABLE orders ADD COLUMN IF NOT EXISTS status VARCHAR(20) CONSTRAINT ck_orders_status CHECK (status IN ('draft', 'it''s'))")


def downgrade() -> None:
    op.execute("ALTER TABLE IF EXISTS orders DROP CONSTRAINT IF EXISTS ck_orders_status")
    op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS status")
`,
  },
];
