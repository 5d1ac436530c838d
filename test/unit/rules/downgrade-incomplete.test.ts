import { describe, test } from "vitest";
import { checkCase, migration } from "../../rule-case.ts";

const rule = "downgrade-incomplete";

describe(rule, () => {
  const found: readonly [story: string, body: string][] = [["what it is about", `    op.execute("⟦SELECT 1⟧")\n`]];
  test.each(found)("%s", (_story, body) =>
    checkCase(rule, { severity: "warning", source: migration(`def upgrade():\n${body}`), fixed: null }),
  );

  const silent: readonly [story: string, body: string][] = [["what looks like it", `    op.execute("SELECT 1")\n`]];
  test.each(silent)("silent: %s", (_story, body) => checkCase(rule, { source: migration(`def upgrade():\n${body}`) }));
});
