const head = `"""A migration of 150 lines, as a busy project writes them.

Revision ID: 0100_busy
Revises: 0099_before
"""
from alembic import op
import sqlalchemy as sa

revision = "0100_busy"
down_revision = "0099_before"


def upgrade() -> None:
    try:
        op.execute(sa.text("ALTER TYPE eventtype ADD VALUE 'new_value'"))
    except Exception:
        pass
`;

function table(index: number): string {
  return `    op.create_table(
        "orders_${index}",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("state", sa.String(20), nullable=False, server_default="new"),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now()),
    )
    op.create_index("orders_${index}_state", "orders_${index}", ["state"])
    op.execute("UPDATE orders SET total_${index} = price * ${index} WHERE state = 'new'")
    op.execute("""
        CREATE INDEX IF NOT EXISTS orders_${index}_lower
        ON orders (lower(name)) WHERE deleted_at IS NULL
    """)
`;
}

/** A migration that creates `count` tables, of about 13 lines each, with one finding. */
export function migrationOf(count: number): string {
  const drops = Array.from({ length: count }, (_, index) => `    op.drop_table("orders_${index}")\n`).join("");
  return `${head}${Array.from({ length: count }, (_, index) => table(index)).join("")}\n\ndef downgrade() -> None:\n${drops}`;
}

/** Where a person is typing: inside the first UPDATE statement. */
export const typingLine: number = migrationOf(1)
  .split("\n")
  .findIndex((line) => line.includes("UPDATE orders"));
