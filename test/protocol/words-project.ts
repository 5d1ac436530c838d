import type { Position } from "vscode-languageserver-protocol/node";

/** Two revisions with something in them, for a third that is asked about. */
export const earlier: Readonly<Record<string, string>> = {
  "pyproject.toml": '[tool.alembic-guidelines]\nhelper-module = "migrations.safe_enum_addition"\n',
  "migrations/versions/0001.py": `"""Create the users

Revision ID: 0001_base
Revises:
"""
from alembic import op
import sqlalchemy as sa

revision = "0001_base"
down_revision = None


def upgrade():
    op.execute("CREATE SCHEMA IF NOT EXISTS app")
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("mood", sa.Enum("happy", "sad", name="mood"), server_default="happy", nullable=False),
        sa.Column("name", sa.String(50)),
        sa.UniqueConstraint("name", name="uq_users_name"),
    )
    op.create_index("ix_users_mood", "users", ["mood"])
    op.create_table("old", sa.Column("id", sa.Integer()))
    op.create_table("orders", sa.Column("total", sa.Numeric(10, 2)), schema="app")


def downgrade():
    pass
`,
  "migrations/versions/0002.py": `"""Add a mood

Revision ID: 0002_mood
Revises: 0001_base
"""
from alembic import op

revision = "0002_mood"
down_revision = "0001_base"


def upgrade():
    op.execute("ALTER TYPE mood ADD VALUE 'calm' BEFORE 'sad'")
    op.drop_table("old")


def downgrade():
    pass
`,
};

/** The third, with these lines in its `upgrade`. */
export function nextScript(...lines: readonly string[]): string {
  return `from alembic import op
import sqlalchemy as sa
from migrations.safe_enum_addition import safe_add_enum_value

revision = "0003_next"
down_revision = "0002_mood"


def upgrade():
${lines.map((line) => `    ${line}\n`).join("")}

def downgrade():
    pass
`;
}

/** Takes the one mark out of a text: `‸` where the caret is. */
export function atCaret(marked: string): { readonly text: string; readonly position: Position } {
  const offset = marked.indexOf("‸");
  const before = marked.slice(0, offset).split("\n");
  return {
    text: marked.slice(0, offset) + marked.slice(offset + 1),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}

/** The text that a range covers, within one line. */
export function textIn(text: string, { start, end }: { readonly start: Position; readonly end: Position }): string {
  return (text.split("\n")[start.line] ?? "").slice(start.character, end.character);
}
