import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lint } from "../../../server/src/lint.ts";
import type { Rule } from "../../../server/src/rules/rule.ts";
import { defaultSettings } from "../../../server/src/settings.ts";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, migration, withHelper } from "../../rule-case.ts";

const bare = `    op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n`;
const rule = "enum-add-without-helper";

const loops = (count: number) =>
  Array.from({ length: count }, (_, index) => `${" ".repeat(4 + index)}for x${index} in (1, 2):\n`).join("");

const chainOfFunctions = `${Array.from(
  { length: 20 },
  (_, index) => `    def f${index}():\n        f${index + 1}()\n        f${index + 1}()\n`,
).join("")}    def f20():\n        op.execute("SELECT 1")\n    f0()\n`;

describe("the other squiggles stay", () => {
  const oddities: readonly [story: string, before: string, ...beside: string[]][] = [
    ["a NUL byte in SQL", `    op.execute("SELECT '\0'")\n`],
    ["a NUL byte between statements", `    x = 1 \0\n`],
    ["tabs in between", `    if x:\n\t\tpass\n`],
    ["Python 2's print and exec", `    print "x"\n    exec "y"\n`],
    ["Python 3.12's f-strings", `    y = f"{names["a"]} {'\\n'.join(x)}"\n`],
    ["a syntax error in the SQL", `    op.execute("CREATE TABEL x (")\n`],
    ["a SQL literal that is left open", `    op.execute("SELECT 'x")\n`],
    ["a dollar quote that is left open", `    op.execute("DO $$ BEGIN")\n`],
    ["a SQL comment that is left open", `    op.execute("SELECT 1 /* ")\n`],
    ["an empty text", `    op.execute("")\n    op.execute("   ")\n    op.execute("-- nothing")\n`],
    ["2,000 nested parentheses", `    y = ${"(".repeat(2000)}1${")".repeat(2000)}\n`],
    ["2,000 concatenated strings", `    y = ${Array(2000).fill('"a"').join(" + ")}\n`],
    ["a SQL sum deeper than PostgreSQL's parser can go here", `    op.execute("SELECT 1${" + 1".repeat(30_000)}")\n`],
    ["a lone surrogate", `    op.execute("SELECT '\ud800'")\n`],
    ["a function that calls itself", `    def again(n):\n        return again(n + 1)\n    again(0)\n`],
    ["a loop over a thousand rows", `    for i in range(1000):\n        op.execute(f"INSERT INTO t VALUES ({i})")\n`],
    ["5,000 lines of comments after a block", `    pass\n${"# a comment\n".repeat(5000)}`],
    ["an endless loop", `    while True:\n        op.execute("SELECT 1")\n`],
    ["twenty loops inside of each other", `${loops(20)}${" ".repeat(24)}op.execute(f"SELECT {x0}")\n`],
    ["a chain of functions that call the next one twice", chainOfFunctions],
    [
      "a text that is doubled 60 times",
      `    x = "SELECT 1;"\n${"    x = x + x\n".repeat(60)}    op.execute(x)\n`,
      "sql-not-analyzed",
    ],
    ["a list that is doubled 60 times", `    x = ["a"]\n${"    x = x + x\n".repeat(60)}`],
    ["a letter that becomes two, 60 times", `    x = "b"${'.replace("b", "bb")'.repeat(60)}\n`],
    ["a sum of 5,000 terms in SQL", `    op.execute("UPDATE t SET c = ${Array(5000).fill("1").join(" + ")}")\n`],
  ];
  test.each(oddities)("%s", (_story, before, ...beside) =>
    checkCase(rule, { source: migration(`def upgrade():\n${before}${bare}`), beside }),
  );

  test("a byte order mark and Windows line ends", () =>
    checkCase(rule, { source: `\ufeff${migration(`def upgrade():\n${bare}`).replaceAll("\n", "\r\n")}` }));
});

test("what is no migration is not read", async () => {
  const loaded = await engine();
  expect(
    loaded.read(`from alembic import op\n\ndef upgrade():\n    op.execute("ALTER TYPE t ADD VALUE 'x'")\n`, false),
  ).toBeNull();
  expect(loaded.read("down_revision = None\n", false)).toBeNull();
  expect(loaded.read("# down_revision, revision\n", false)).toBeNull();
  expect(loaded.read("", true)).toBeNull();
  expect(loaded.read("def upgrade():\n    pass\n", true)).not.toBeNull();
  expect(loaded.read("revision = '1'\ndown_revision = None\n", false)).not.toBeNull();
});

test("mutilated migrations neither throw nor give ranges outside the text", async () => {
  const loaded = await engine();
  const source = migration(
    `def upgrade():\n    try:\n        for v in ["a", "b"]:\n            op.execute(f"""ALTER TYPE "T" ADD VALUE '{v}' -- é😀""")\n    except Exception as e:\n        pass\n    with op.batch_alter_table("t") as b:\n        b.add_column(sa.Column("c", sa.Text()))\n`,
  );
  const cut = fc.record({
    at: fc.nat(source.length),
    length: fc.nat(12),
    text: fc.constantFrom("", "(", ")", '"', "'", '"""', "\n", ":", "{", "\\", "é", "😀", "    ", "\0", "\r"),
  });
  fc.assert(
    fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), (cuts) => {
      let text = source;
      for (const { at, length, text: inserted } of cuts) text = text.slice(0, at) + inserted + text.slice(at + length);
      for (const finding of findingsOf(loaded, text)) {
        expect(finding.start).toBeGreaterThanOrEqual(0);
        expect(finding.end).toBeGreaterThanOrEqual(finding.start);
        expect(finding.end).toBeLessThanOrEqual(text.length);
        for (const edit of finding.fix?.edits ?? []) expect(edit.end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 400, seed: 20261122 },
  );
});

test("a rule that throws is named, and the others still report", async () => {
  const loaded = await engine();
  const script = loaded.read(migration(`def upgrade():\n    op.drop_table("t")\n`), false);
  if (script === null) throw new Error("not read");
  const common = { description: "", group: "linter", guideline: [], severity: "error", fix: "none" } as const;
  const broken: Rule = {
    ...common,
    name: "broken",
    // biome-ignore lint/correctness/useYield: it throws before it could
    *check() {
      throw new Error("broken");
    },
  };
  const working: Rule = {
    ...common,
    name: "working",
    check: () => [{ start: 0, end: 1, message: "found", fix: null }],
  };
  const result = lint(script, defaultSettings, withHelper, [broken, working]);
  expect(result.failures).toEqual([{ rule: "broken", error: new Error("broken") }]);
  expect(result.findings.map((finding) => finding.rule)).toEqual(["working"]);
});
