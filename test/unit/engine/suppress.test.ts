import { describe, expect, test } from "vitest";
import { suppressInFile, suppressStatement } from "../../../server/src/migration/edit/suppress.ts";
import { applyEdits } from "../../../server/src/migration/edit/text-edit.ts";
import { engine } from "../../engine.ts";
import { findingsOf, migration } from "../../rule-case.ts";

const rule = "enum-add-without-helper";

/** The source with its first finding suppressed; what was found there must be gone, and nothing new come. */
async function suppressed(source: string, where: "statement" | "file"): Promise<string> {
  const loaded = await engine();
  const script = loaded.read(source, true);
  const [finding, ...others] = findingsOf(loaded, source);
  if (script === null || finding === undefined) throw new Error("nothing to suppress");
  const edit =
    where === "file" ? suppressInFile(script, finding.rule) : suppressStatement(script, finding.rule, finding.start);
  const text = applyEdits(source, [edit]);
  const left = findingsOf(loaded, text).map((each) => each.rule);
  const expected = where === "file" ? others.filter((each) => each.rule !== finding.rule) : others;
  expect(left).toEqual(expected.map((each) => each.rule));
  return text;
}

const statement = `op.execute("ALTER TYPE t ADD VALUE 'x'")`;

describe("a statement", () => {
  const cases: readonly [story: string, before: string, after: string][] = [
    ["at the end of its line", `    ${statement}\n`, `    ${statement}  # alembic-guidelines: ignore[${rule}]\n`],
    [
      "with a comment on it: above",
      `    ${statement}  # why\n`,
      `    # alembic-guidelines: ignore[${rule}]\n    ${statement}  # why\n`,
    ],
    [
      "of several lines: above",
      `    op.execute(\n        "ALTER TYPE t ADD VALUE 'x'"\n    )\n`,
      `    # alembic-guidelines: ignore[${rule}]\n    op.execute(\n        "ALTER TYPE t ADD VALUE 'x'"\n    )\n`,
    ],
    [
      "joining a suppression",
      `    ${statement}  # alembic-guidelines: ignore[unused-suppression] why\n`,
      `    ${statement}  # alembic-guidelines: ignore[unused-suppression, ${rule}] why\n`,
    ],
    [
      "one of two",
      `    ${statement}\n    ${statement}\n`,
      `    ${statement}  # alembic-guidelines: ignore[${rule}]\n    ${statement}\n`,
    ],
    [
      "in a try on one line",
      `    try: ${statement}\n    except KeyError: pass\n`,
      `    try: ${statement}  # alembic-guidelines: ignore[${rule}]\n    except KeyError: pass\n`,
    ],
  ];
  test.each(cases)("%s", async (_story, before, after) => {
    expect(await suppressed(migration(`def upgrade():\n${before}`), "statement")).toBe(
      migration(`def upgrade():\n${after}`),
    );
  });

  test("Windows line ends are kept", async () => {
    const source = migration(`def upgrade():\n    ${statement}  # why\n`).replaceAll("\n", "\r\n");
    expect(await suppressed(source, "statement")).toContain(
      `():\r\n    # alembic-guidelines: ignore[${rule}]\r\n    op.`,
    );
  });
});

describe("a file", () => {
  const body = `\nrevision = "b"\ndown_revision = "a"\n\n\ndef upgrade():\n    ${statement}\n    op.get_bind()\n    ${statement}\n`;
  const comment = `# alembic-guidelines: ignore-file[${rule}]\n`;
  const cases: readonly [story: string, before: string, after: string][] = [
    ["below the docstring", `"""Add x.\n\nMore.\n"""\n`, `"""Add x.\n\nMore.\n"""\n${comment}`],
    [
      "below a shebang",
      "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n",
      `#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n${comment}`,
    ],
    ["at the top", "", comment],
    [
      "joining a suppression",
      "# alembic-guidelines: ignore-file[unused-suppression]\n",
      `# alembic-guidelines: ignore-file[unused-suppression, ${rule}]\n`,
    ],
  ];
  test.each(cases)("%s", async (_story, before, after) => {
    expect(await suppressed(before + body, "file")).toBe(after + body);
  });
});
