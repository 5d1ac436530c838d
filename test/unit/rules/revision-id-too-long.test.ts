import { describe, test } from "vitest";
import { checkCase } from "../../rule-case.ts";

const rule = "revision-id-too-long";
const longest = "0123456789_123456789_123456789_1";

describe(rule, () => {
  const found: readonly [story: string, header: string][] = [
    ["33 characters", `revision = ⟦"${longest}2"⟧\n`],
    ["with a type", `revision: str = ⟦'${longest}2'⟧\n`],
    ["33 characters, one of them two UTF-16 units", `revision = ⟦"${longest}😀"⟧\n`],
    ["a constant's", `LONG = "${longest}2"\nrevision = ⟦LONG⟧\n`],
  ];
  test.each(found)("%s", (_story, header) =>
    checkCase(rule, {
      severity: "error",
      source: `${header}down_revision = None\n\n\ndef upgrade():\n    pass\n`,
      fixed: null,
    }),
  );

  const silent: readonly [story: string, header: string][] = [
    ["32 characters", `revision = "${longest}"\n`],
    ["32 characters that are more UTF-16 units and far more bytes", `revision = "${"😀".repeat(32)}"\n`],
    ["one that can't be known", `import os\n\nrevision = os.environ["REVISION"] + "${longest}2"\n`],
    ["a long parent: that is its own script's", `revision = "b"\ndown_revision = "${longest}2"\n`],
  ];
  test.each(silent)("silent: %s", (_story, header) =>
    checkCase(rule, {
      source: `${header.includes("down_revision") ? header : `${header}down_revision = None\n`}\n\ndef upgrade():\n    pass\n`,
    }),
  );
});
