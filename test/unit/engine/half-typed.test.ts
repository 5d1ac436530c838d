import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { findingsOf } from "../../rule-case.ts";

const source = `"""Everything at once.

Revision ID: b
"""
from alembic import op
import sqlalchemy as sa

revision: str = "b"
down_revision = "a"
depends_on = None

NEW = {"t": ["a", "b"]}


def _add(name, value):
    op.execute(f"ALTER TYPE {name} ADD VALUE '{value}'")


def upgrade() -> None:
    op.execute("ALTER TYPE t ADD VALUE 'é😀'")
    op.create_table(
        "x",
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("z", sa.Text()),
        if_not_exists=True,
    )
    try:
        op.drop_table("z")
    except Exception:
        pass
    op.execute("""
        ALTER TYPE t ADD VALUE 'b';
        ALTER TYPE t ADD VALUE 'c'
    """)
    if settings.wanted:
        op.execute("ALTER TYPE t ADD VALUE 'd'")
    _add("t", "x")
    for v in ["a", "b"]:
        op.execute("ALTER TYPE t ADD VALUE '%s'" % v)


def downgrade() -> None:
    op.execute("ALTER TYPE t ADD VALUE 'e'")
    op.execute("DROP TABLE IF EXISTS x")
`;

describe("half-typed files", () => {
  test("every prefix keeps the squiggles above its last line", async () => {
    const loaded = await engine();
    const all = findingsOf(loaded, source);
    // One per addition (the loop's and the helper's turns merged) and the try.
    expect(all).toHaveLength(8);
    for (let end = 0; end <= source.length; end++) {
      const prefix = source.slice(0, end);
      const line = prefix.lastIndexOf("\n") + 1;
      const found = new Set(findingsOf(loaded, prefix).map((finding) => finding.start));
      const called = prefix.includes('_add("t", "x")');
      for (const { rule, start, end: stop } of all) {
        // A try whose handler isn't there yet swallows nothing; a function that isn't called yet does nothing.
        if (rule === "execute-in-try-except" && !/except Exception:\n/.test(prefix)) continue;
        if (start < source.indexOf("def upgrade") && !called) continue;
        if (stop < line) expect(found, `lost after ${JSON.stringify(prefix.slice(-40))}`).toContain(start);
      }
    }
  });

  const lines = source.split("\n");
  const typed = lines.flatMap((line, index) => {
    const header = /^\s*(def|try|except|for|pass|""")/.test(line) || line.includes('"""');
    const inString = index < 5 || line.startsWith("        ALTER");
    return line.trim() === "" || header || inString ? [] : [{ line, index }];
  });
  test.each(typed)("while $line is typed, the others keep their squiggles", async ({ line, index }) => {
    const loaded = await engine();
    const offset = lines.slice(0, index).join("\n").length + (index === 0 ? 0 : 1);
    const all = findingsOf(loaded, source).filter(({ start, end }) => end < offset || start > offset + line.length);
    for (let kept = line.length - line.trimStart().length; kept < line.length; kept++) {
      const text = source.slice(0, offset + kept) + source.slice(offset + line.length);
      const found = new Set(findingsOf(loaded, text).map((finding) => finding.start));
      for (const { start } of all) {
        // Without its call, the local helper does nothing.
        if (start < source.indexOf("def upgrade") && line.includes("_add(")) continue;
        if (line.includes("down_revision") || line.includes("revision:")) continue;
        const moved = start > offset ? start - (line.length - kept) : start;
        expect(found, `lost at ${JSON.stringify(line.slice(0, kept))}`).toContain(moved);
      }
    }
  });
});
