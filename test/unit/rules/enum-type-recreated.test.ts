import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, migration, withHelper } from "../../rule-case.ts";

const rule = "enum-type-recreated";
const postgresql = "from sqlalchemy.dialects import postgresql";
const sqlalchemy14 = { ...withHelper, versions: { alembic: null, sqlalchemy: "1.4.46" } };

describe("a type that the migration has created", () => {
  test("points to where it is created first", async () => {
    const creation = "sa.Enum('a', 'b', name='mood').create(op.get_bind(), checkfirst=True)";
    const again = "op.create_table('people', sa.Column('mood', sa.Enum('a', 'b', name='mood')))";
    const source = migration(`def upgrade():\n    ${creation}\n    ${again}\n`);
    const [finding] = findingsOf(await engine(), source).filter((each) => each.rule === rule);
    const start = source.indexOf(creation);
    const place = { start, end: start + "sa.Enum('a', 'b', name='mood').create".length };
    expect(finding?.related).toEqual([{ message: "Enum type mood is created here", place }]);
  });

  test("is created again by the table of a column; the column's type becomes an ENUM that leaves it alone", () =>
    checkCase(rule, {
      severity: "error",
      source: migration(`def upgrade():
    sa.Enum('a', 'b', name='mood').create(op.get_bind(), checkfirst=True)
    ⟦op.create_table⟧('people', sa.Column('mood', sa.Enum('a', 'b', name='mood')))
`),
      fixed: migration(
        `def upgrade():
    sa.Enum('a', 'b', name='mood').create(op.get_bind(), checkfirst=True)
    op.create_table('people', sa.Column('mood', postgresql.ENUM('a', 'b', name='mood', create_type=False)))
`,
        postgresql,
      ),
    }));

  test("also in an array; arguments on lines of their own stay so", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    sa.Enum('a', 'b', name='mood').create(op.get_bind(), checkfirst=True)
    ⟦op.create_table⟧(
        'people',
        sa.Column(
            'moods',
            sa.ARRAY(
                sa.Enum(
                    'a',
                    'b',
                    name='mood',
                ),
            ),
        ),
    )
`),
      fixed: migration(
        `def upgrade():
    sa.Enum('a', 'b', name='mood').create(op.get_bind(), checkfirst=True)
    op.create_table(
        'people',
        sa.Column(
            'moods',
            sa.ARRAY(
                postgresql.ENUM(
                    'a',
                    'b',
                    name='mood',
                    create_type=False,
                ),
            ),
        ),
    )
`,
        postgresql,
      ),
    }));

  test("an enum in a variable is changed where it is made", () =>
    checkCase(rule, {
      source: migration(
        `mood = postgresql.ENUM('a', 'b', name='mood')


def upgrade():
    mood.create(op.get_bind(), checkfirst=True)
    ⟦op.create_table⟧('people', sa.Column('mood', mood), sa.Column('before', mood))
`,
        postgresql,
      ),
      fixed: migration(
        `mood = postgresql.ENUM('a', 'b', name='mood', create_type=False)


def upgrade():
    mood.create(op.get_bind(), checkfirst=True)
    op.create_table('people', sa.Column('mood', mood), sa.Column('before', mood))
`,
        postgresql,
      ),
    }));

  test("comments between the arguments stay where they are", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    op.execute("ALTER TYPE mood_old RENAME TO mood")
    ⟦op.create_table⟧('people', sa.Column('mood', sa.Enum('a',  # calm
                                                        name='mood')))
`),
      fixed: migration(
        `def upgrade():
    op.execute("ALTER TYPE mood_old RENAME TO mood")
    op.create_table('people', sa.Column('mood', postgresql.ENUM('a',  # calm
                                                        name='mood',
                                                        create_type=False)))
`,
        postgresql,
      ),
    }));

  test("create_type=True is turned round", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():
    op.execute("ALTER TYPE mood_old RENAME TO mood")
    ⟦op.create_table⟧('people', sa.Column('mood', postgresql.ENUM('a', name='mood', create_type=True)))
`,
        postgresql,
      ),
      fixed: migration(
        `def upgrade():
    op.execute("ALTER TYPE mood_old RENAME TO mood")
    op.create_table('people', sa.Column('mood', postgresql.ENUM('a', name='mood', create_type=False)))
`,
        postgresql,
      ),
    }));

  test("a variable that is given two enums gets no fix", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    op.execute("ALTER TYPE mood_old RENAME TO mood")
    mood = sa.Enum('a', name='mood')
    mood = sa.Enum('a', 'b', name='mood')
    ⟦op.create_table⟧('people', sa.Column('mood', mood))
`),
      fixed: null,
    }));

  test("has its name from a rename", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    op.execute("ALTER TYPE mood_old RENAME TO mood")
    ⟦op.create_table⟧('people', sa.Column('mood', sa.Enum('a', name='mood')))
`),
    }));

  test("is created again by SQL: no fix", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    op.create_table('people', sa.Column('mood', sa.Enum('a', name='mood')))
    op.execute("⟦CREATE TYPE mood AS ENUM ('a')⟧")
`),
      fixed: null,
    }));

  test("by SQL, then with the table", () =>
    checkCase(rule, {
      beside: ["enum-type-created-unchecked"],
      source: migration(`def upgrade():
    op.execute("CREATE TYPE app.mood AS ENUM ('a')")
    ⟦op.create_table⟧('people', sa.Column('mood', sa.Enum('a', name='mood', schema='app')))
`),
    }));
});

describe("create_type=False of sa.Enum", () => {
  const source = migration(`def upgrade():
    ⟦op.create_table⟧('people', sa.Column('mood', sa.Enum('a', 'b', name='mood', create_type=False)))
`);

  test("does nothing before SQLAlchemy 2.1; whether the type is there, the migration does not say", () =>
    checkCase(rule, {
      context: sqlalchemy14,
      unsafe: true,
      source,
      fixed: migration(
        `def upgrade():
    op.create_table('people', sa.Column('mood', postgresql.ENUM('a', 'b', name='mood', create_type=False)))
`,
        postgresql,
      ),
    }));

  test("has no safe fix", () => checkCase(rule, { context: sqlalchemy14, source, fixed: null }));

  const quiet = source.replace(/[⟦⟧]/g, "");
  test("works from 2.1 on", () =>
    checkCase(rule, { context: { ...withHelper, versions: { alembic: null, sqlalchemy: "2.1.0" } }, source: quiet }));
  test("with an unknown version nothing is said", () => checkCase(rule, { source: quiet }));
  test("a column that is added creates no type anyway", () =>
    checkCase(rule, {
      context: sqlalchemy14,
      source: migration(`def upgrade():
    op.add_column('people', sa.Column('mood', sa.Enum('a', name='mood', create_type=False)))
`),
    }));
});

describe("silent", () => {
  const people = "op.create_table('people', sa.Column('mood', sa.Enum('a', name='mood')))";
  const create = "sa.Enum('a', name='mood').create(op.get_bind(), checkfirst=True)";
  const cases: readonly [story: string, body: string][] = [
    [
      "two tables of one type: Alembic creates it with the first",
      `    ${people}\n    ${people.replace("people", "dogs")}\n`,
    ],
    ["looks first", `    ${people}\n    ${create}\n`],
    ["ENUM.create looks by itself", `    ${people}\n    postgresql.ENUM('a', name='mood').create(op.get_bind())\n`],
    ["another type", `    ${create}\n    ${people.replace("name='mood'", "name='state'")}\n`],
    ["perhaps another schema's", `    ${create}\n    ${people.replace("name='mood'", "name='mood', schema='app'")}\n`],
    ["no type at all", `    ${create}\n    ${people.replace("name='mood'", "name='mood', native_enum=False")}\n`],
    ["dropped in between", `    ${create}\n    op.execute("DROP TYPE mood")\n    ${people}\n`],
    ["renamed in between", `    ${create}\n    op.execute("ALTER TYPE mood RENAME TO mood_old")\n    ${people}\n`],
    ["in another branch", `    if settings.a:\n        ${create}\n    else:\n        ${people}\n`],
    ["perhaps not run", `    if settings.a:\n        ${create}\n    ${people}\n`],
    [
      "a DO block catches the error",
      `    ${people}\n    op.execute("DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$")\n`,
    ],
    [
      "behind a check of the type",
      `    ${people}\n    if not op.get_bind().execute(sa.text("SELECT to_regtype('mood') IS NOT NULL")).scalar():\n        op.execute("CREATE TYPE mood AS ENUM ('a')")\n`,
    ],
  ];
  test.each(cases)("%s", (_story, body) =>
    checkCase(rule, { source: migration(`def upgrade():\n${body}`, postgresql) }),
  );

  test.each([
    [
      "perhaps not run: a loop over what is not known",
      `    for name in NAMES:\n        ${create}\n    ${people}\n`,
      [],
    ],
    [
      "perhaps not run: a handler",
      `    try:\n        import dogs\n    except ImportError:\n        ${create}\n    ${people}\n`,
      [],
    ],
    [
      "behind a question that is not understood",
      `    ${people}\n    if op.get_bind().execute(sa.text("SELECT a FROM flags")).scalar():\n        op.execute("CREATE TYPE mood AS ENUM ('a')")\n`,
      [],
    ],
    [
      "on another connection",
      `    ${people}\n    sa.create_engine(URL).execute("CREATE TYPE mood AS ENUM ('a')")\n`,
      [],
    ],
    [
      "in a savepoint whose error is caught",
      `    ${people}\n    try:\n        with op.get_bind().begin_nested():\n            op.execute("CREATE TYPE mood AS ENUM ('a')")\n    except Exception:\n        pass\n`,
      [],
    ],
  ])("%s", (_story, body, beside) => checkCase(rule, { source: migration(`def upgrade():\n${body}`), beside }));

  test("each engine of a multi-database migration has its own types", () =>
    checkCase(rule, {
      source: migration(`def upgrade(engine_name):
    globals()["upgrade_%s" % engine_name]()


def upgrade_a():
    ${create}


def upgrade_b():
    ${people}
`),
    }));
});
