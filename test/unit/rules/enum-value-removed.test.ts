import { describe, test } from "vitest";
import { checkCase, migration } from "../../rule-case.ts";

const rule = "enum-value-removed";

describe("ALTER TYPE … DROP VALUE", () => {
  const found: readonly [story: string, body: string][] = [
    ["plain", `    op.execute("⟦ALTER TYPE t DROP VALUE 'x'⟧")\n`],
    ["with a schema, quoted", `    op.execute('⟦ALTER TYPE "S"."T" DROP VALUE \\'x\\'⟧')\n`],
    ["beside other statements", `    op.execute("SELECT 1; ⟦ALTER TYPE t DROP VALUE 'x'⟧; SELECT 2")\n`],
    ["in a loop", `    for v in ["a", "b"]:\n        op.execute(f"⟦ALTER TYPE t DROP VALUE '{v}'⟧")\n`],
    ["with IF EXISTS, which there is not either", `    op.execute("⟦ALTER TYPE t DROP VALUE IF EXISTS 'x'⟧")\n`],
  ];
  test.each(found)("%s", (_story, body) =>
    checkCase(rule, { severity: "error", source: migration(`def downgrade():\n${body}`), fixed: null }),
  );

  const silent: readonly [story: string, body: string][] = [
    ["DROP TYPE", `    op.execute("DROP TYPE t")\n`],
    ["an attribute of a composite type", `    op.execute("ALTER TYPE t DROP ATTRIBUTE value")\n`],
    ["a column named value", `    op.execute("ALTER TABLE t DROP value")\n`],
    ["a commented-out statement", `    # op.execute("ALTER TYPE t DROP VALUE 'x'")\n    pass\n`],
  ];
  test.each(silent)("silent: %s", (_story, body) =>
    checkCase(rule, { source: migration(`def downgrade():\n${body}`) }),
  );
});
