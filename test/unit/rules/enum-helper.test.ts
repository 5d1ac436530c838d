import { describe, expect, test } from "vitest";
import { type Context, unknownContext } from "../../../server/src/context.ts";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, foundHelper, migration } from "../../rule-case.ts";

const module = "alembic.utils.safe_enum_addition";
const created = {
  module: "migrations.utils.safe_enum_addition",
  changes: [{ path: "/p/migrations/utils/safe_enum_addition.py", content: "…", action: { kind: "create" } }],
} as const;
const missing: Context = {
  ...unknownContext("unused"),
  helper: { module, knowledge: { state: "absent" }, creation: created },
  modules: new Map([[module, { state: "absent" }]]),
};

describe("enum-helper-not-imported", () => {
  const rule = "enum-helper-not-imported";

  test("imports what is called", () =>
    checkCase(rule, {
      severity: "error",
      source: migration(`def upgrade():\n    ⟦safe_add_enum_value⟧('t', 'x')\n`),
      fixed: migration(
        `def upgrade():\n    safe_add_enum_value('t', 'x')\n`,
        `from ${module} import safe_add_enum_value`,
      ),
    }));

  test("joins the import of the other function", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    safe_add_enum_value('t', 'x')\n    ⟦safe_add_multiple_enum_values⟧('u', ['a', 'b'])\n`,
        `from ${module} import safe_add_enum_value`,
      ),
      fixed: migration(
        `def upgrade():\n    safe_add_enum_value('t', 'x')\n    safe_add_multiple_enum_values('u', ['a', 'b'])\n`,
        `from ${module} import safe_add_enum_value, safe_add_multiple_enum_values`,
      ),
    }));

  const bound: readonly [story: string, body: string, imports?: string][] = [
    ["imported with a star", `    safe_add_enum_value('t', 'x')\n`, "from app.db import *"],
    ["defined in the file", `    safe_add_enum_value('t', 'x')\n\n\ndef safe_add_enum_value(name, value):\n    pass\n`],
    ["imported in the function", `    from app.db import safe_add_enum_value\n    safe_add_enum_value('t', 'x')\n`],
    ["registered as an operation", `    op.safe_add_enum_value('t', 'x')\n`],
    ["a parameter", `    def run(safe_add_enum_value):\n        safe_add_enum_value('t', 'x')\n    run(print)\n`],
  ];
  test.each(bound)("silent: %s", (_story, body, imports) =>
    checkCase(rule, { source: migration(`def upgrade():\n${body}`, imports) }),
  );

  test("where the helper is missing, the fix creates it and is not safe", async () => {
    const source = migration(`def upgrade():\n    safe_add_enum_value('t', 'x')\n`);
    const [finding] = findingsOf(await engine(), source, { context: missing });
    expect(finding?.fix).toMatchObject({ applicability: "unsafe", fileChanges: created.changes });
    expect(finding?.fix?.edits[0]?.text).toBe("\nfrom migrations.utils.safe_enum_addition import safe_add_enum_value");
  });
});

describe("enum-helper-not-found", () => {
  const rule = "enum-helper-not-found";
  const source = migration(
    `def upgrade():\n    safe_add_enum_value('t', 'x')\n`,
    `from ⟦${module}⟧ import safe_add_enum_value`,
  );

  test("is said once per file, and the fix creates the helper and corrects the import", async () => {
    await checkCase(rule, { source, context: missing, severity: "error", fixed: null });
    const [finding] = findingsOf(await engine(), source.replace(/⟦|⟧/g, ""), { context: missing });
    expect(finding?.fix).toMatchObject({
      applicability: "unsafe",
      fileChanges: created.changes,
      message: "Create the enum helper as migrations.utils.safe_enum_addition",
    });
    expect(finding?.fix?.edits.map((edit) => edit.text)).toEqual([created.module]);
  });

  test("a file that Python does not find is a warning that says so", async () => {
    const context: Context = {
      ...unknownContext("unused"),
      helper: {
        module,
        knowledge: { state: "shadowed", path: "/p/alembic/utils/safe_enum_addition.py" },
        creation: null,
      },
      modules: new Map([[module, { state: "shadowed", path: "/p/alembic/utils/safe_enum_addition.py" }]]),
    };
    await checkCase(rule, { source, context, severity: "warning", fixed: null });
  });

  test("where the project has the helper elsewhere, the import is corrected", async () => {
    const context: Context = {
      ...unknownContext("unused"),
      helper: { module: created.module, knowledge: foundHelper, creation: null },
      modules: new Map([
        [module, { state: "absent" }],
        [created.module, foundHelper],
      ]),
    };
    const imports = `from ${created.module} import safe_add_enum_value`;
    const fixed = migration(`def upgrade():\n    safe_add_enum_value('t', 'x')\n`, imports);
    await checkCase(rule, { source, context, fixed });
    const [finding] = findingsOf(await engine(), source.replace(/⟦|⟧/g, ""), { context });
    expect(finding?.message).toBe(
      `There is no module ${module}: the migration stops with a ModuleNotFoundError. The project has its helper in ${created.module}.`,
    );
  });

  test("silent where the module is there, or can't be known", async () => {
    await checkCase(rule, { source: source.replace(/⟦|⟧/g, "") });
    await checkCase(rule, {
      source: source.replace(/⟦|⟧/g, ""),
      context: {
        ...unknownContext("unused"),
        helper: { module, knowledge: { state: "unknown" }, creation: null },
        modules: new Map(),
      },
    });
  });
});

describe("fixes that call the helper", () => {
  const bare = migration(`def upgrade():\n    op.execute("ALTER TYPE t ADD VALUE 'x'")\n`);

  test("create it where it is missing, and are not safe", async () => {
    const [finding] = findingsOf(await engine(), bare, { context: missing });
    expect(finding?.fix).toMatchObject({
      applicability: "unsafe",
      fileChanges: created.changes,
      message: "Use safe_add_enum_value, and create it",
    });
    expect(finding?.fix?.edits[0]?.text).toBe("\nfrom migrations.utils.safe_enum_addition import safe_add_enum_value");
  });

  test("are not offered where there is no helper, and no place for one: the import would fail", async () => {
    const context: Context = { ...missing, helper: { module, knowledge: { state: "absent" }, creation: null } };
    const [finding] = findingsOf(await engine(), bare, { context });
    expect(finding).toMatchObject({ rule: "enum-add-without-helper", fix: null });
  });

  test("are not safe where nothing is known of the project", async () => {
    const context: Context = {
      ...unknownContext("unused"),
      helper: { module, knowledge: { state: "unknown" }, creation: null },
      modules: new Map(),
    };
    const [finding] = findingsOf(await engine(), bare, { context });
    expect(finding?.fix).toMatchObject({ applicability: "unsafe", fileChanges: [] });
  });

  test("import from where the file has the helper already", async () => {
    const context: Context = { ...missing, modules: new Map([["app.db", foundHelper]]) };
    const source = bare.replace(
      "import sqlalchemy as sa",
      "import sqlalchemy as sa\nfrom app.db import safe_add_multiple_enum_values",
    );
    const [finding] = findingsOf(await engine(), source, { context });
    expect(finding?.fix).toMatchObject({ applicability: "safe", fileChanges: [] });
    expect(finding?.fix?.edits[0]?.text).toBe(", safe_add_enum_value");
  });
});
