import { describe, test } from "vitest";
import { checkCase, inEnvironment, migration } from "../../rule-case.ts";

const rule = "constraint-name-missing";

describe("drop_constraint without a name", () => {
  const found: readonly [story: string, body: string][] = [
    ["None first", `    ⟦op.drop_constraint⟧(None, 't', type_='unique')\n`],
    ["None by keyword", `    ⟦op.drop_constraint⟧(table_name='t', constraint_name=None)\n`],
    [
      "in a batch",
      `    with op.batch_alter_table('t', schema=None) as batch_op:\n        ⟦batch_op.drop_constraint⟧(None, type_='foreignkey')\n`,
    ],
    ["through op.f", `    ⟦op.drop_constraint⟧(op.f(None), 't')\n`],
    ["a variable that is None", `    name = None\n    ⟦op.drop_constraint⟧(name, 't')\n`],
    [
      "behind a look whether the table is there",
      `    if sa.inspect(op.get_bind()).has_table('t'):\n        ⟦op.drop_constraint⟧(None, 't')\n`,
    ],
  ];
  test.each(found)("%s", (_story, body) =>
    checkCase(rule, {
      severity: "error",
      source: migration(`def downgrade():\n${body}`),
      context: inEnvironment({}),
      fixed: null,
    }),
  );

  const source = migration(`def downgrade():\n    ⟦op.drop_constraint⟧(None, 't', type_='unique')\n`);
  test("a warning where env.py can't be read", () =>
    checkCase(rule, { severity: "warning", source, context: inEnvironment(null) }));
  test("a warning where it is not known whether there is a naming convention", () =>
    checkCase(rule, { severity: "warning", source, context: inEnvironment({ namingConvention: null }) }));
  test("silent: the metadata has a naming convention", () =>
    checkCase(rule, {
      source: source.replace(/[⟦⟧]/g, ""),
      context: inEnvironment({ namingConvention: true }),
    }));

  const silent: readonly [story: string, body: string][] = [
    ["a constraint with a name", `    op.drop_constraint('uq_t', 't', type_='unique')\n`],
    ["a name that is not known", `    op.drop_constraint(find_name(), 't')\n`],
    ["arguments that are not known", `    op.drop_constraint(*arguments)\n`],
    ["keywords that are not known", `    op.drop_constraint(table_name='t', **arguments)\n`],
    ["half typed", `    op.drop_constraint()\n`],
    ["a created constraint, which PostgreSQL names", `    op.create_unique_constraint(None, 't', ['a'])\n`],
    [
      "a failure that is caught",
      `    try:\n        op.drop_constraint(None, 't')\n    except Exception:\n        pass\n`,
    ],
    [
      "a branch for another database",
      `    if op.get_bind().dialect.name == 'sqlite':\n        op.drop_constraint(None, 't')\n`,
    ],
    ["an index without a name", `    op.drop_index(None, 't')\n`],
  ];
  test.each(silent)("silent: %s", (_story, body) =>
    checkCase(rule, { source: migration(`def downgrade():\n${body}`), context: inEnvironment({}) }),
  );
});
