import { describe, test } from "vitest";
import { checkCase, inEnvironment, migration, type RuleCase } from "../../rule-case.ts";

const mood = "sa.Enum('sad', 'happy', name='mood')";
const columns = `sa.Column('id', sa.Integer(), primary_key=True), sa.Column('mood', ${mood})`;
const people = `op.create_table('people', ${columns})`;
const pets = `op.create_table('pets', ${columns})`;
const tasks = "op.create_table('tasks', sa.Column('id', sa.Integer(), primary_key=True))";

/** The revision that this one follows; what findings point to is ⟦marked⟧. */
function earlier(...lines: readonly string[]): string {
  const body = lines.map((line) => `    ${line}\n`).join("");
  return `from alembic import op\nimport sqlalchemy as sa\n\nrevision = "a"\ndown_revision = None\n\n\ndef upgrade():\n${body}`;
}

function upgrade(...lines: readonly string[]): string {
  return migration(`def upgrade():\n${lines.map((line) => `    ${line}\n`).join("")}`);
}

/** A revision after an earlier one. */
function following(first: string, source: string, more: Partial<RuleCase> = {}): RuleCase {
  return { source, others: { "a.py": first }, ...more };
}

describe("enum-type-recreated", () => {
  const rule = "enum-type-recreated";
  const marked = (create: string) => create.replace("op.create_table", "⟦op.create_table⟧");

  test("points to where an earlier revision has created the type, and leaves the type alone", () =>
    checkCase(
      rule,
      following(earlier(marked(people)), upgrade(marked(pets)), {
        severity: "error",
        fixed: upgrade(pets.replace(mood, "postgresql.ENUM('sad', 'happy', name='mood', create_type=False)")).replace(
          "import sqlalchemy as sa\n",
          "import sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n",
        ),
      }),
    ));

  test("speaks of SQL too, which it can't repair", () => {
    const create = `op.execute("⟦CREATE TYPE mood AS ENUM ('sad')⟧")`;
    return checkCase(rule, following(earlier(create), upgrade(create), { beside: ["enum-type-created-unchecked"] }));
  });

  test.each([
    ["dropped since", [people, "op.drop_table('people')", "op.execute('DROP TYPE mood')"], pets],
    ["given another name since", [people, "op.execute('ALTER TYPE mood RENAME TO feeling')"], pets],
    ["in another schema", [people.replace("name='mood'", "name='mood', schema='other'")], pets],
    ["perhaps dropped by what can't be read", [people, "op.execute(SQL)"], pets],
    ["perhaps not created", ["if settings.x:", `    ${people}`], pets],
    ["looked for first", [people], `${mood}.create(op.get_bind(), checkfirst=True)`],
  ])("is silent about a type that is %s", (_story, lines, line) =>
    checkCase(rule, following(earlier(...lines), upgrade(line))),
  );

  test("is silent about another branch's type", () =>
    checkCase(rule, {
      source: upgrade(pets),
      others: {
        "a.py": earlier("pass"),
        "side.py": `${earlier(people).replace('"a"', '"side"').replace("None", '"a"')}`,
        "merge.py": `revision = "m"\ndown_revision = ("side", "b")\n\n\ndef upgrade():\n    pass\n`,
      },
    }));

  test("takes create_type=False for what it means where the type is not there", () =>
    checkCase(
      rule,
      following(earlier("pass"), upgrade(pets.replace("name='mood'", "name='mood', create_type=False")), {
        context: { ...inEnvironment({}), versions: { alembic: null, sqlalchemy: "1.4.46" } },
      }),
    ));
});

describe("enum-type-not-created", () => {
  const rule = "enum-type-not-created";
  const add = `op.add_column('tasks', sa.Column('mood', ${mood}))`;
  const found = add.replace("op.add_column", "⟦op.add_column⟧");

  test("creates a type that no revision has created", () =>
    checkCase(
      rule,
      following(earlier(tasks), upgrade(found), {
        severity: "error",
        fixed: upgrade(`${mood}.create(op.get_bind(), checkfirst=True)`, add),
      }),
    ));

  test("does so by hand only where the migrations are rendered", () =>
    checkCase(rule, following(earlier(tasks), upgrade(found), { settings: { offlineSql: true }, fixed: null })));

  test("speaks of a type that was dropped", () =>
    checkCase(
      rule,
      following(
        earlier(tasks, `op.execute("CREATE TYPE mood AS ENUM ('sad')")`, 'op.execute("DROP TYPE mood")'),
        upgrade(found),
      ),
    ));

  test.each([
    ["an earlier table has created the type", [tasks, people]],
    ["an earlier revision may have created it", [tasks, "op.execute(SQL)"]],
    ["the table is older than the history, and the type perhaps too", ["pass"]],
    ["a type of that name is in another schema", [tasks, `op.execute("CREATE TYPE other.mood AS ENUM ('sad')")`]],
  ])("is silent where %s", (_story, lines) => checkCase(rule, following(earlier(...lines), upgrade(add))));

  test("is silent where the parent is not known", () =>
    checkCase(rule, {
      source: upgrade(add),
      others: { "a.py": earlier(tasks).replace("down_revision = None", "down_revision = PARENT") },
    }));
});

describe("enum-type-left-behind", () => {
  const rule = "enum-type-left-behind";
  const withDowngrade = (downgrade: string, ...lines: readonly string[]) =>
    `${upgrade(...lines)}\n\ndef downgrade():\n    ${downgrade}\n`;

  test("drops a type that is this revision's alone", () =>
    checkCase(
      rule,
      following(earlier(tasks), withDowngrade("⟦op.drop_table⟧('people')", people), {
        fixed: withDowngrade(
          "op.drop_table('people')\n    sa.Enum(name='mood').drop(op.get_bind(), checkfirst=True)",
          people,
        ),
      }),
    ));

  test("drops it by hand only where another table has the type too", () =>
    checkCase(
      rule,
      following(
        earlier(tasks),
        withDowngrade("⟦op.drop_table⟧('people')", people, `op.add_column('tasks', sa.Column('mood', ${mood}))`),
        { fixed: null },
      ),
    ));

  test("drops it by hand only where something may have used it", () =>
    checkCase(
      rule,
      following(earlier("op.execute(SQL)"), withDowngrade("⟦op.drop_table⟧('people')", people), { fixed: null }),
    ));

  test("leaves an earlier revision's type", () =>
    checkCase(
      rule,
      following(earlier(people), withDowngrade("op.drop_table('pets')", pets), { beside: ["enum-type-recreated"] }),
    ));
});

describe("enum-value-used-before-commit", () => {
  const rule = "enum-value-used-before-commit";
  const context = inEnvironment({});
  const setting = { settings: { postgresVersion: 15 } };
  const add = (value: string) => `op.execute("⟦ALTER TYPE mood ADD VALUE '${value}'⟧")`;
  const unmarked = (line: string) => line.replace(/[⟦⟧]/g, "");
  const use = `op.execute("⟦UPDATE people SET mood = 'calm'⟧")`;

  test("knows the columns of earlier revisions, and where the value comes from", () =>
    checkCase(rule, following(earlier(people, add("calm")), upgrade(use), { context, ...setting, fixed: null })));

  test("knows them too where this revision adds the value", () =>
    checkCase(
      rule,
      following(earlier(people), upgrade(unmarked(add("calm")), use), { context, beside: ["enum-add-without-helper"] }),
    ));

  test("speaks whatever the version where the type may have been there before the value's revision", () =>
    checkCase(rule, {
      source: upgrade(use),
      context,
      others: {
        "0.py": earlier(people).replace('"a"', '"0"'),
        "a.py": earlier(add("calm")).replace("None", '"0"'),
      },
    }));

  test.each([
    ["the type is as new, and the version may take its values", [people, add("calm")], {}],
    ["the value is committed", [people, "with op.get_context().autocommit_block():", `    ${add("calm")}`], setting],
    ["it is committed later", [people, add("calm"), 'op.execute("COMMIT")'], setting],
    ["a helper adds it", [people, "safe_add_enum_value('mood', 'calm')"], setting],
    ["it is perhaps not added", [people, "if settings.x:", `    ${add("calm")}`], setting],
    ["another value is added", [people, add("glad")], setting],
    [
      "the column has another type",
      [
        people,
        "op.drop_column('people', 'mood')",
        "op.add_column('people', sa.Column('mood', sa.Text()))",
        add("calm"),
      ],
      setting,
    ],
  ])("is silent where %s", (_story, lines, more) =>
    checkCase(rule, following(earlier(...lines.map(unmarked)), upgrade(unmarked(use)), { context, ...more })),
  );

  test.each([
    ["each revision has a transaction of its own", { transactionPerMigration: true }],
    ["it is not known which transactions there are", { transactionPerMigration: null }],
    ["Alembic takes the DDL for one that can't be undone", { transactionalDdl: false }],
  ])("is silent where %s", (_story, knowledge) =>
    checkCase(
      rule,
      following(earlier(people, unmarked(add("calm"))), upgrade(unmarked(use)), {
        context: inEnvironment(knowledge),
        ...setting,
      }),
    ),
  );
});
