import { describe, test } from "vitest";
import { checkCase, migration } from "../../rule-case.ts";

const rule = "sql-not-analyzed";

describe("what is found", () => {
  test.each([
    ["a file", `op.execute(⟦open("x.sql").read()⟧)`],
    ["a text of a file", `op.execute(⟦sa.text(open("x.sql").read())⟧)`],
    ["an argument of the file's own function", `def run(sql):\n        op.execute(⟦sql⟧)\n    run(build())`],
    [
      "an answer of the database",
      `for row in op.get_bind().execute(sa.text("SELECT 'a'")).fetchall():\n        op.execute(⟦row[0]⟧)`,
    ],
    ["an f-string of which nothing is known", `op.execute(⟦f"{statement}"⟧)`],
  ])("%s", (_, body) => checkCase(rule, { source: migration(`def upgrade():\n    ${body}\n`), severity: "hint" }));
});

describe("what is not found", () => {
  test.each([
    ["a text with an unknown part", `op.execute(f"DROP TABLE {name}")`],
    ["a loop over known texts", `for sql in ["SELECT 1", "SELECT 2"]:\n        op.execute(sql)`],
    [
      "a loop over known texts, some of which are added under a condition",
      `old = op.get_bind().execute(sa.text("SELECT id FROM t")).fetchall()\n    texts = ["SELECT 1"]\n    if old:\n        texts += ["SELECT 2"]\n    for sql in texts:\n        op.execute(sa.text(sql))`,
    ],
    ["a construct", `t = sa.table("t", sa.column("a"))\n    op.execute(t.update().values(a=1))`],
    [
      "a function of the database",
      `op.get_bind().execute(sa.func.pg_advisory_xact_lock(sa.func.hashtext(KEY), 1)).scalar()`,
    ],
    ["a function in a schema", `op.execute(sa.func.pg_catalog.set_config("lock_timeout", "5s", False))`],
    [
      "a text of which the first word is replaced",
      `for sql in ["CREATE INDEX a ON t (a)"]:\n        op.execute(sql.replace("CREATE INDEX", "DROP INDEX IF EXISTS a; CREATE INDEX IF NOT EXISTS", 1))`,
    ],
    ["nothing at all", `op.execute("")`],
    ["only a comment", `op.execute("-- nothing")`],
    ["what is no connection", `pool.execute(job)`],
  ])("%s", (_, body) => checkCase(rule, { source: migration(`def upgrade():\n    ${body}\n`) }));
});
