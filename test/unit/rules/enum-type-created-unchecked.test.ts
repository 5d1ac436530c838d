import { describe, test } from "vitest";
import { checkCase, migration } from "../../rule-case.ts";

const rule = "enum-type-created-unchecked";
const postgresql = "from sqlalchemy.dialects import postgresql";

describe(".create(bind)", () => {
  test("of sa.Enum gets checkfirst=True", () =>
    checkCase(rule, {
      severity: "warning",
      source: migration(`def upgrade():
    bind = op.get_bind()
    mood = sa.Enum('a', name='mood')
    ⟦mood.create⟧(bind)
`),
      fixed: migration(`def upgrade():
    bind = op.get_bind()
    mood = sa.Enum('a', name='mood')
    mood.create(bind, checkfirst=True)
`),
    }));

  test("of postgresql.ENUM that is told not to look", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():
    ⟦postgresql.ENUM('a', name='mood').create⟧(op.get_bind(), checkfirst=False)
`,
        postgresql,
      ),
      fixed: migration(
        `def upgrade():
    postgresql.ENUM('a', name='mood').create(op.get_bind(), checkfirst=True)
`,
        postgresql,
      ),
    }));

  test("under --sql nothing can look", () =>
    checkCase(rule, {
      settings: { offlineSql: true },
      source: migration(`def upgrade():\n    ⟦sa.Enum('a', name='mood').create⟧(op.get_bind())\n`),
      fixed: null,
    }));
});

describe("CREATE TYPE", () => {
  const source = migration(`def upgrade():
    op.execute("⟦CREATE TYPE mood AS ENUM ('a')⟧")
`);

  test("is put behind a look into the catalog", () =>
    checkCase(rule, {
      source,
      fixed: migration(`def upgrade():
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regtype('mood') IS NOT NULL")).scalar():
        op.execute("CREATE TYPE mood AS ENUM ('a')")
`),
    }));

  test("with a connection that is there, the lines of its text as they are, and a name that needs quotes", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    connection = op.get_bind()
    connection.execute(sa.text("""
        ⟦CREATE TYPE app."Mood's" AS ENUM (
            'a'
        )⟧
    """))
`),
      fixed: migration(`def upgrade():
    connection = op.get_bind()
    if not connection.execute(sa.text("SELECT to_regtype('app.\\"Mood''s\\"') IS NOT NULL")).scalar():
        connection.execute(sa.text("""
        CREATE TYPE app."Mood's" AS ENUM (
            'a'
        )
    """))
`),
    }));

  test("two of them share the connection; the name conn stays what it was", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    op.execute("⟦CREATE TYPE mood AS ENUM ('a')⟧")
    op.execute("⟦CREATE TYPE pet AS ENUM ('a')⟧")


def downgrade():
    conn = connect()
    op.execute("⟦CREATE TYPE old AS ENUM ('a')⟧")
`),
      fixed: migration(`def upgrade():
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regtype('mood') IS NOT NULL")).scalar():
        op.execute("CREATE TYPE mood AS ENUM ('a')")
    if not conn.execute(sa.text("SELECT to_regtype('pet') IS NOT NULL")).scalar():
        op.execute("CREATE TYPE pet AS ENUM ('a')")


def downgrade():
    conn = connect()
    if not op.get_bind().execute(sa.text("SELECT to_regtype('old') IS NOT NULL")).scalar():
        op.execute("CREATE TYPE old AS ENUM ('a')")
`),
    }));

  test("imports that are missing are added", () =>
    checkCase(rule, {
      source: `from alembic import op

revision = "b"
down_revision = "a"


def upgrade():
    op.execute("⟦CREATE TYPE mood AS ENUM ('a')⟧")
`,
      fixed: `from alembic import op
import sqlalchemy as sa

revision = "b"
down_revision = "a"


def upgrade():
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regtype('mood') IS NOT NULL")).scalar():
        op.execute("CREATE TYPE mood AS ENUM ('a')")
`,
    }));

  test("names that SQL or sqlalchemy.text would take for something else", () =>
    checkCase(rule, {
      source: migration(`connection = op.get_bind()


def upgrade():
    op.execute("⟦CREATE TYPE \\"order\\" AS ENUM ('a')⟧")
    op.get_bind().exec_driver_sql('⟦CREATE TYPE "a:b" AS ENUM ()⟧')
`),
      fixed: migration(`connection = op.get_bind()


def upgrade():
    conn = op.get_bind()
    if not conn.execute(sa.text("SELECT to_regtype('\\"order\\"') IS NOT NULL")).scalar():
        op.execute("CREATE TYPE \\"order\\" AS ENUM ('a')")
    if not conn.execute(sa.text("SELECT to_regtype('\\"a\\\\:b\\"') IS NOT NULL")).scalar():
        op.get_bind().exec_driver_sql('CREATE TYPE "a:b" AS ENUM ()')
`),
    }));

  test("a label that would end the DO block's text", () =>
    checkCase(rule, {
      settings: { guardStyle: "do-block" },
      source: migration(`def upgrade():\n    op.execute("⟦CREATE TYPE mood AS ENUM ('$$')⟧")\n`),
      fixed: null,
    }));

  test("in a DO block, where the settings say so", () =>
    checkCase(rule, {
      settings: { guardStyle: "do-block", offlineSql: true },
      source: migration(`def upgrade():
    op.execute("⟦CREATE TYPE mood AS ENUM ('a')⟧;")
    op.execute("""
        ⟦CREATE TYPE pet AS ENUM ('a')⟧
    """)
`),
      fixed: migration(`def upgrade():
    op.execute("DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    op.execute("""
        DO $$ BEGIN CREATE TYPE pet AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$
    """)
`),
    }));

  test.each([
    ["a string of several statements", `    op.execute("⟦CREATE TYPE a AS ENUM ('a')⟧; CREATE TABLE t (a a)")\n`],
    ["a loop over several types", `    for t in ("a", "b"):\n        op.execute(f"⟦CREATE TYPE {t} AS ENUM ('a')⟧")\n`],
    ["a type whose name can't be known", `    op.execute(f"⟦CREATE TYPE {NAME} AS ENUM ('a')⟧")\n`],
    ["a statement that gives a name its value", `    done = op.execute("⟦CREATE TYPE a AS ENUM ('a')⟧")\n`],
    ["two statements on one line", `    op.execute("⟦CREATE TYPE a AS ENUM ('a')⟧"); print("done")\n`],
  ])("%s gets no fix", (_story, body) =>
    checkCase(rule, { unsafe: true, source: migration(`def upgrade():\n${body}`), fixed: null }),
  );
});

test("a type that goes on under another name, or away, only in some cases", () =>
  checkCase(rule, {
    source: migration(`def upgrade():
    op.execute("⟦CREATE TYPE mood_ AS ENUM ('a')⟧")
    if context.get_x_argument():
        op.execute("ALTER TYPE mood_ RENAME TO mood")
    op.execute("⟦CREATE TYPE pet_ AS ENUM ('a')⟧")
    op.execute("DROP TYPE pet_")
    op.execute("CREATE TYPE pet_ AS ENUM ('b')")
`),
  }));

describe("silent", () => {
  test.each([
    [
      "a type for the time being, which gets the name of the old one",
      `sa.Enum('a', name='mood_').create(op.get_bind())
    op.execute("DROP TYPE IF EXISTS mood")
    op.execute("ALTER TYPE mood_ RENAME TO mood")`,
    ],
    [
      "a type for the time being, which is dropped",
      `sa.Enum('a', name='mood').create(op.get_bind())
    sa.Enum(name='mood').drop(op.get_bind(), checkfirst=True)`,
    ],
    ["looks first", "sa.Enum('a', name='mood').create(op.get_bind(), checkfirst=True)"],
    ["looks first, perhaps", "sa.Enum('a', name='mood').create(op.get_bind(), checkfirst=CHECK)"],
    ["ENUM looks by itself", "postgresql.ENUM('a', name='mood').create(op.get_bind())"],
    ["with a table", "op.create_table('people', sa.Column('mood', sa.Enum('a', name='mood')))"],
    [
      "a DO block catches the error",
      `op.execute("DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$")`,
    ],
    ["dropped before", `op.execute("DROP TYPE IF EXISTS mood")\n    op.execute("CREATE TYPE mood AS ENUM ('a')")`],
    ["renamed before", `op.execute("ALTER TYPE mood RENAME TO old")\n    op.execute("CREATE TYPE mood AS ENUM ('a')")`],
    [
      "in a savepoint whose error is caught",
      `try:\n        with op.get_bind().begin_nested():\n            op.execute("CREATE TYPE mood AS ENUM ('a')")\n    except Exception:\n        pass`,
    ],
    ["another kind of type", `op.execute("CREATE TYPE pair AS (a int, b int)")`],
    [
      "behind a look at the table that it belongs to",
      `if not sa.inspect(op.get_bind()).has_table('people'):\n        op.execute("CREATE TYPE mood AS ENUM ('a')")`,
    ],
    [
      "behind a look at the catalog",
      `exists = op.get_bind().execute(sa.text("SELECT 1 FROM pg_type WHERE typname = 'mood'")).scalar()\n    if not exists:\n        op.execute("CREATE TYPE mood AS ENUM ('a')")`,
    ],
  ])("%s", (_story, body) => checkCase(rule, { source: migration(`def upgrade():\n    ${body}\n`, postgresql) }));
});

test("a statement that is still open at the end of the file is seen, and has no fix", () =>
  checkCase("enum-type-created-unchecked", {
    source: `${migration("def upgrade():\n")}    op.execute("⟦CREATE TYPE t AS ENUM ('a')⟧"`,
    fixed: null,
  }));
