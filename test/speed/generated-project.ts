import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What each of the generated migrations does in turn, as busy projects mix it. */
const bodies: readonly ((index: number) => string)[] = [
  (index) => `    op.create_table(
        "orders_${index}",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("state", sa.Enum("new", "paid", name="state_${index}"), nullable=False),
        sa.Column("total", sa.Numeric(10, 2), nullable=False, server_default="0"),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now()),
        sa.UniqueConstraint("state", "total", name="uq_orders_${index}"),
    )
    op.create_index("ix_orders_${index}_state", "orders_${index}", ["state"])
`,
  (index) => `    op.add_column("orders_${index - 1}", sa.Column("note", sa.Text(), nullable=True))
    op.execute("UPDATE orders_${index - 1} SET note = '' WHERE total > 0")
    op.alter_column("orders_${index - 1}", "note", nullable=False)
`,
  (index) => `    with op.get_context().autocommit_block():
        for value in ("shipped", "returned"):
            op.execute(f"ALTER TYPE state_${index - 2} ADD VALUE IF NOT EXISTS '{value}'")
`,
  (index) => `    op.execute("""
        CREATE INDEX IF NOT EXISTS ix_orders_${index - 3}_lower
        ON orders_${index - 3} (lower(note)) WHERE total > 0
    """)
    op.create_check_constraint("ck_orders_${index - 3}", "orders_${index - 3}", "total >= 0")
`,
];

/** The id of a generated project's migration. */
export function revisionId(index: number): string {
  return `r${String(index).padStart(6, "0")}`;
}

/** One of a chain of migrations, of about 40 lines. */
export function generatedMigration(index: number): string {
  const parent = index === 0 ? "None" : `"${revisionId(index - 1)}"`;
  const body = bodies[index % bodies.length]?.(index) ?? "    pass\n";
  return `"""Change number ${index}

Revision ID: ${revisionId(index)}
Revises: ${index === 0 ? "" : revisionId(index - 1)}
Create Date: 2026-01-01 00:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = "${revisionId(index)}"
down_revision: Union[str, None] = ${parent}
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
${body}

def downgrade() -> None:
    pass
`;
}

/** Writes a project of `count` migrations in a chain to a new folder below the system's for temporary files, and gives the folder. */
export function writeGeneratedProject(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-benchmark-"));
  const versions = join(folder, "migrations", "versions");
  mkdirSync(versions, { recursive: true });
  writeFileSync(join(folder, "alembic.ini"), "[alembic]\nscript_location = migrations\n");
  writeFileSync(
    join(folder, "migrations", "env.py"),
    "from alembic import context\n\ncontext.configure(target_metadata=None)\ncontext.run_migrations()\n",
  );
  for (let index = 0; index < count; index++) {
    writeFileSync(join(versions, `${revisionId(index)}.py`), generatedMigration(index));
  }
  return folder;
}
