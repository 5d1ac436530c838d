import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, migration } from "../../rule-case.ts";

const rule = "enum-add-without-helper";
const one = "from alembic.utils.safe_enum_addition import safe_add_enum_value";
const several = "from alembic.utils.safe_enum_addition import safe_add_multiple_enum_values";

const twoValues = (type: string, first: string, second: string, indentation = "    ") =>
  `${indentation}safe_add_multiple_enum_values(${type}, [\n${indentation}    ${first},\n${indentation}    ${second}\n${indentation}])\n`;

describe("one value", () => {
  test("a bare ADD VALUE is a warning", () =>
    checkCase(rule, {
      severity: "warning",
      source: migration(`def upgrade():\n    op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")  # new\n`),
      fixed: migration(`def upgrade():\n    safe_add_enum_value('t', 'x')  # new\n`, one),
    }));

  test("IF NOT EXISTS is only information", () =>
    checkCase(rule, {
      severity: "info",
      source: migration(`def upgrade():\n    op.execute("⟦ALTER TYPE t ADD VALUE IF NOT EXISTS 'x'⟧")\n`),
      fixed: migration(`def upgrade():\n    safe_add_enum_value('t', 'x')\n`, one),
    }));

  test("IF NOT EXISTS is accepted in silence where the settings say so", () =>
    checkCase(rule, {
      source: migration(`def upgrade():\n    op.execute("ALTER TYPE t ADD VALUE IF NOT EXISTS 'x'")\n`),
      settings: { enumAcceptIfNotExists: true },
    }));

  test("an enclosing autocommit block stays", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    with op.get_context().autocommit_block():\n        op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n`,
      ),
      fixed: migration(
        `def upgrade():\n    with op.get_context().autocommit_block():\n        safe_add_enum_value('t', 'x')\n`,
        one,
      ),
    }));

  test("COMMIT and BEGIN around it stay", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    op.execute("COMMIT")\n    op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n    op.execute("BEGIN")\n`,
      ),
      fixed: migration(
        `def upgrade():\n    op.execute("COMMIT")\n    safe_add_enum_value('t', 'x')\n    op.execute("BEGIN")\n`,
        one,
      ),
    }));

  test("in downgrade too", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    pass\n\n\ndef downgrade():\n    op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n`,
      ),
      fixed: migration(`def upgrade():\n    pass\n\n\ndef downgrade():\n    safe_add_enum_value('t', 'x')\n`, one),
    }));

  test("Windows line ends, tabs and a parenthesized import of the helper are kept", () =>
    checkCase(rule, {
      source: `from alembic.utils.safe_enum_addition import (\r\n\tsafe_add_multiple_enum_values,\r\n)\r\nfrom alembic import op\r\nrevision = "b"\r\ndown_revision = "a"\r\n\r\ndef upgrade():\r\n\top.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\r\n`,
      fixed: `from alembic.utils.safe_enum_addition import (\r\n\tsafe_add_multiple_enum_values,\r\n\tsafe_add_enum_value,\r\n)\r\nfrom alembic import op\r\nrevision = "b"\r\ndown_revision = "a"\r\n\r\ndef upgrade():\r\n\tsafe_add_enum_value('t', 'x')\r\n`,
    }));

  test("no import at all: after the docstring", () =>
    checkCase(rule, {
      source: `"""Add x."""\nrevision = "b"\ndown_revision = "a"\n\n\ndef upgrade():\n    op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n`,
      fixed: `"""Add x."""\n${one}\nrevision = "b"\ndown_revision = "a"\n\n\ndef upgrade():\n    safe_add_enum_value('t', 'x')\n`,
    }));

  test("the helper under another name", () =>
    checkCase(rule, {
      source: migration(`def upgrade():\n    op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n`, `${one} as add`),
      fixed: migration(`def upgrade():\n    add('t', 'x')\n`, `${one} as add`),
    }));

  test("still being typed: seen, not rewritten", () =>
    checkCase(rule, {
      source: migration(`def upgrade():\n    op.execute("⟦ALTER TYPE t ADD VALUE⟧")\n`),
      fixed: null,
    }));

  test("a literal still open in the SQL", () =>
    checkCase(rule, {
      source: migration(`def upgrade():\n    op.execute("⟦ALTER TYPE t ADD VALUE 'x⟧")\n`),
      fixed: null,
    }));
});

describe("several values", () => {
  const loops: readonly [story: string, before: string, loop: string][] = [
    ["a tuple", "", `    for v in ("a", "b"):\n        op.execute(f"⟦ALTER TYPE t ADD VALUE '{v}'⟧")\n`],
    ["a list", "", `    for v in ["a", "b"]:\n        op.execute("⟦ALTER TYPE t ADD VALUE '" + v + "'⟧")\n`],
    [
      "a module constant",
      `NEW = ["a", "b"]\n\n\n`,
      `    for v in NEW:\n        op.execute("⟦ALTER TYPE t ADD VALUE '{}'⟧".format(v))\n`,
    ],
    [
      "enumerate",
      "",
      `    for i, v in enumerate(["a", "b"]):\n        op.execute("⟦ALTER TYPE t ADD VALUE '%s'⟧" % (v,))\n`,
    ],
    [
      "a dictionary of lists",
      `NEW = {"t": ["a", "b"]}\n\n\n`,
      `    for name, values in NEW.items():\n        for v in values:\n            op.execute(f"⟦ALTER TYPE {name} ADD VALUE '{v}'⟧")\n`,
    ],
    [
      "nested loops",
      "",
      `    for n in ["t"]:\n        for v in ["a", "b"]:\n            op.execute("⟦ALTER TYPE %s ADD VALUE '%s'⟧" % (n, v))\n`,
    ],
    [
      "two statements in one string",
      "",
      `    op.execute("⟦ALTER TYPE t ADD VALUE 'a'⟧; ⟦ALTER TYPE t ADD VALUE 'b'⟧;")\n`,
    ],
    [
      "statements in a row",
      "",
      `    op.execute("⟦ALTER TYPE t ADD VALUE 'a'⟧")\n    op.execute("⟦ALTER TYPE t ADD VALUE 'b'⟧")\n`,
    ],
    [
      "an enum class",
      `class New(str, Enum):\n    A = "a"\n    B = "b"\n\n\n`,
      `    for v in [New.A.value, New.B.value]:\n        op.execute(f"⟦ALTER TYPE t ADD VALUE '{v}'⟧")\n`,
    ],
  ];
  test.each(loops)("%s", (_story, before, loop) =>
    checkCase(rule, {
      source: migration(`${before}def upgrade():\n${loop}`),
      fixed: migration(`${before}def upgrade():\n${twoValues("'t'", "'a'", "'b'")}`, several),
    }),
  );

  test("a loop that does more keeps its loop", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    for v in ("a", "b"):\n        print(v)\n        op.execute(f"⟦ALTER TYPE t ADD VALUE '{v}'⟧")\n`,
      ),
      fixed: migration(
        `def upgrade():\n    for v in ("a", "b"):\n        print(v)\n        safe_add_enum_value('t', v)\n`,
        one,
      ),
    }));

  test("comments in the loop are kept", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    for v in ("a", "b"):\n        # one by one\n        op.execute(f"⟦ALTER TYPE t ADD VALUE '{v}'⟧")\n`,
      ),
      fixed: migration(`def upgrade():\n    # one by one\n${twoValues("'t'", "'a'", "'b'")}`, several),
    }));

  test("a local helper called several times calls the helper itself", () =>
    checkCase(rule, {
      source: migration(`def _add(conn, name, value):
    conn.execute(sa.text(f"⟦ALTER TYPE {name} ADD VALUE IF NOT EXISTS '{value}'⟧"))


def upgrade():
    conn = op.get_bind()
    _add(conn, "t", "a")
    _add(conn, "u", "b")
`),
      fixed: migration(
        `def _add(conn, name, value):
    safe_add_enum_value(name, value)


def upgrade():
    conn = op.get_bind()
    _add(conn, "t", "a")
    _add(conn, "u", "b")
`,
        one,
      ),
    }));

  test("a type name that PostgreSQL folds is not taken over as an expression", () =>
    checkCase(rule, {
      source: migration(`def _add(name, value):
    op.execute(f"⟦ALTER TYPE {name} ADD VALUE '{value}'⟧")


def upgrade():
    _add("EventType", "a")
    _add("Other", "b")
`),
      fixed: null,
    }));

  test("a type name that can't be known is taken over, but not as a safe fix", async () => {
    const source = migration(
      `def upgrade():\n    for name in load():\n        op.execute(f"⟦ALTER TYPE {name} ADD VALUE 'a'⟧")\n`,
    );
    await checkCase(rule, { source, fixed: null });
    await checkCase(rule, {
      source,
      unsafe: true,
      fixed: migration(`def upgrade():\n    for name in load():\n        safe_add_enum_value(name, 'a')\n`, one),
    });
  });

  test("a part of an expression's value is not taken for all of it", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    sql = "ALTER TYPE t ADD VALUE '"
    sql += "a"
    sql += "'"
    op.execute(⟦sql⟧)
`),
      fixed: migration(
        `def upgrade():
    sql = "ALTER TYPE t ADD VALUE '"
    sql += "a"
    sql += "'"
    safe_add_enum_value('t', 'a')
`,
        one,
      ),
    }));

  test("a loop in a function that is called several times stays, for its variable", () =>
    checkCase(rule, {
      source: migration(`def _add(name):
    for v in ["a", "b"]:
        op.execute(f"⟦ALTER TYPE {name} ADD VALUE '{v}'⟧")


def upgrade():
    _add("t")
    _add("u")
`),
      fixed: migration(
        `def _add(name):
    for v in ["a", "b"]:
        safe_add_enum_value(name, v)


def upgrade():
    _add("t")
    _add("u")
`,
        one,
      ),
    }));

  test("a loop in a function that is called once is written out", () =>
    checkCase(rule, {
      source: migration(`def _add(conn):
    for v in ["a", "b"]:
        conn.execute(sa.text(f"⟦ALTER TYPE t ADD VALUE '{v}'⟧"))


def upgrade():
    _add(op.get_bind())
`),
      fixed: migration(
        `def _add(conn):\n${twoValues("'t'", "'a'", "'b'")}\n\ndef upgrade():\n    _add(op.get_bind())\n`,
        several,
      ),
    }));

  test("a try around a loop that several calls run can't be written out", () =>
    checkCase("enum-add-in-try-except", {
      source: migration(`def _add(name):
    try:
        for v in ["a", "b"]:
            op.execute(f"⟦ALTER TYPE {name} ADD VALUE '{v}'⟧")
    except Exception:
        pass


def upgrade():
    _add("t")
    _add("u")
`),
      fixed: null,
    }));

  test("no statement in a row is lost when the function runs again", () =>
    checkCase(rule, {
      source: migration(`def _add(name, v, w):
    op.execute(f"⟦ALTER TYPE {name} ADD VALUE '{v}'⟧")
    op.execute(f"⟦ALTER TYPE {name} ADD VALUE '{w}'⟧")


def upgrade():
    _add("t", "a", "b")
`),
      fixed: migration(
        `def _add(name, v, w):\n${twoValues("name", "v", "w")}\n\ndef upgrade():\n    _add("t", "a", "b")\n`,
        several,
      ),
    }));

  test("an expression of another function is not taken over", () =>
    checkCase(rule, {
      source: migration(`def _run(sql):
    op.execute(⟦sql⟧)


def upgrade():
    for v in ("a", "b"):
        _run(f"ALTER TYPE t ADD VALUE '{v}'")
`),
      fixed: null,
    }));

  test("an expression of a comprehension is not taken over", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    for sql in [f"ALTER TYPE t ADD VALUE '{v}'" for v in ("a", "b")]:
        print(sql)
        op.execute(⟦sql⟧)
`),
      fixed: null,
    }));

  test("an expression of a class body is not taken over, its known value is", async () => {
    const sql = (type: string) =>
      `class Names:\n    TYPE = ${type}\n    SQL = "ALTER TYPE " + TYPE + " ADD VALUE 'x'"\n\n\n`;
    const source = (type: string) => migration(`${sql(type)}def upgrade():\n    op.execute(⟦Names.SQL⟧)\n`);
    await checkCase(rule, { source: source("load()"), unsafe: true, fixed: null });
    const fixed = migration(`${sql('"t"')}def upgrade():\n    safe_add_enum_value('t', 'x')\n`, one);
    await checkCase(rule, { source: source('"t"'), fixed });
  });

  const changed: readonly [story: string, lines: string][] = [
    ["appended", `    values = ["a"]\n    values.append("b")\n`],
    ["extended", `    values = ["a"]\n    values.extend(["b"])\n`],
    ["collected in a loop", `    values = []\n    for c in "a", "b":\n        values.append(c)\n`],
    ["sorted", `    values = sorted(["b", "a"])\n`],
    ["put under a key", `    new = {}\n    new["t"] = ["a", "b"]\n    values = new["t"]\n`],
    ["split", `    values = " a b ".split()\n`],
    ["in lines", `    values = "a\\nb\\n".splitlines()\n`],
  ];
  test.each(changed)("values %s", (_story, lines) =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n${lines}    for v in values:\n        op.execute(f"⟦ALTER TYPE t ADD VALUE '{v}'⟧")\n`,
      ),
      fixed: migration(`def upgrade():\n${lines}${twoValues("'t'", "'a'", "'b'")}`, several),
    }),
  );

  test("numbers from enumerate begin where it is told", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    for n, _ in enumerate(["a", "b"], start=1):\n        op.execute(f"⟦ALTER TYPE t ADD VALUE 'v{n}'⟧")\n`,
      ),
      fixed: migration(`def upgrade():\n${twoValues("'t'", "'v1'", "'v2'")}`, several),
    }));

  const lost: readonly [story: string, lines: string][] = [
    ["under another name", `    values = ["a"]\n    more = values\n    more.append("b")\n`],
    ["in a function", `    def more(given):\n        given.append("b")\n    values = ["a"]\n    more(values)\n`],
    ["in a function, from outside", `    values = ["a"]\n    def more():\n        values.append("b")\n    more()\n`],
    ["in a way that is not followed", `    values = ["a", "b"]\n    values.remove("b")\n`],
  ];
  test.each(lost)("values changed %s are not written out", (_story, lines) =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n${lines}    for v in values:\n        op.execute(f"⟦ALTER TYPE t ADD VALUE '{v}'⟧")\n`,
      ),
      fixed: migration(`def upgrade():\n${lines}    for v in values:\n        safe_add_enum_value('t', v)\n`, one),
    }),
  );

  test("neighbours of another type are left to themselves", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    op.execute("⟦ALTER TYPE t ADD VALUE 'a'⟧")\n    op.execute("⟦ALTER TYPE u ADD VALUE 'b'⟧")\n`,
      ),
      fixed: migration(`def upgrade():\n    safe_add_enum_value('t', 'a')\n    safe_add_enum_value('u', 'b')\n`, one),
    }));
});

describe("shapes of real migrations", () => {
  const shapes: readonly [story: string, before: string, body: string][] = [
    [
      "functions in functions",
      "",
      `    def add(v):\n        def run():\n            op.execute(f"⟦ALTER TYPE t ADD VALUE '{v}'⟧")\n        run()\n    add("x")\n`,
    ],
    [
      "constants of a class",
      `class Names:\n    TYPE = "t"\n    SQL = "ALTER TYPE " + TYPE + " ADD VALUE 'x'"\n\n\n`,
      `    op.execute(⟦Names.SQL⟧)\n`,
    ],
    ["f-strings in f-strings", "", `    op.execute(f"⟦ALTER TYPE t ADD VALUE {f"'{'x'}'"}⟧")\n`],
    ["bindparams", "", `    op.execute(sa.text("⟦ALTER TYPE t ADD VALUE :v⟧").bindparams(v="x"))\n`],
    ["params", "", `    op.execute(sa.text("⟦ALTER TYPE t ADD VALUE :v⟧").params(v="x"))\n`],
    ["statements joined", "", `    op.execute(⟦"; ".join(["ALTER TYPE t ADD VALUE 'x'", "SELECT 1"])⟧)\n`],
    ["%r", "", `    op.execute("⟦ALTER TYPE t ADD VALUE %r⟧" % "x")\n`],
    ["a list comprehension that executes", "", `    [op.execute(f"⟦ALTER TYPE t ADD VALUE '{v}'⟧") for v in ["x"]]\n`],
    [
      "textwrap.dedent",
      "import textwrap\n\n\n",
      `    op.execute(textwrap.dedent("""\\\n        ⟦ALTER TYPE t ADD VALUE 'x'⟧;\n        """))\n`,
    ],
    [
      "a cursor in with",
      "",
      `    with op.get_bind().connection.cursor() as cur:\n        cur.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n`,
    ],
    [
      "a session",
      "from sqlalchemy.orm import Session\n\n\n",
      `    session = Session(bind=op.get_bind())\n    session.execute(sa.text("⟦ALTER TYPE t ADD VALUE 'x'⟧"))\n`,
    ],
    [
      "a connection that can't be known",
      `def _add(conn):\n    conn.execute(sa.text("⟦ALTER TYPE t ADD VALUE 'x'⟧"))\n\n\n`,
      `    for conn in connections():\n        _add(conn)\n`,
    ],
  ];
  test.each(shapes)("%s", (_story, before, body) =>
    checkCase(rule, { source: migration(`${before}def upgrade():\n${body}`) }),
  );
});

describe("silent", () => {
  const silent: readonly [story: string, body: string][] = [
    [
      "through the helper",
      `    from alembic.utils.safe_enum_addition import safe_add_enum_value\n    safe_add_enum_value('t', 'x')\n`,
    ],
    [
      "behind a check of pg_enum",
      `    conn = op.get_bind()\n    if not conn.execute(sa.text("SELECT 1 FROM pg_enum WHERE enumlabel = 'x'")).fetchone():\n        op.execute("ALTER TYPE t ADD VALUE 'x'")\n`,
    ],
    [
      "after an early return",
      `    found = op.get_bind().execute(sa.text("SELECT 1 FROM pg_enum")).scalar()\n    if found:\n        return\n    op.execute("ALTER TYPE t ADD VALUE 'x'")\n`,
    ],
    [
      "behind a set of names",
      `    conn = op.get_bind()\n    names = {row[0] for row in conn.execute(sa.text("SELECT enumlabel FROM pg_enum"))}\n    for v in ["a", "b"]:\n        if v in names:\n            continue\n        op.execute(f"ALTER TYPE t ADD VALUE '{v}'")\n`,
    ],
    [
      "behind a walrus",
      `    if (row := op.get_bind().execute(sa.text("SELECT 1")).first()) is None:\n        op.execute("ALTER TYPE t ADD VALUE 'x'")\n`,
    ],
    [
      "behind a local check",
      `    def exists(v):\n        return op.get_bind().execute(sa.text("SELECT 1")).scalar() is not None\n    if not exists("x"):\n        op.execute("ALTER TYPE t ADD VALUE 'x'")\n`,
    ],
    [
      "behind a check of the project's",
      `    from app.db import enum_value_exists\n    if not enum_value_exists("t", "x"):\n        op.execute("ALTER TYPE t ADD VALUE 'x'")\n`,
    ],
    [
      "in a DO block that catches",
      `    op.execute("""\n        DO $$ BEGIN ALTER TYPE t ADD VALUE 'x'; EXCEPTION WHEN duplicate_object THEN NULL; END $$;\n    """)\n`,
    ],
    [
      "in a function's body, which runs later",
      `    op.execute("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'ALTER TYPE t ADD VALUE ''x'''")\n`,
    ],
    ["in a comment", `    # ALTER TYPE t ADD VALUE 'x'\n    op.execute("SELECT 1 -- ALTER TYPE t ADD VALUE 'x'")\n`],
    ["RENAME VALUE", `    op.execute("ALTER TYPE t RENAME VALUE 'x' TO 'y'")\n`],
    [
      "for MySQL",
      `    if op.get_bind().dialect.name != "postgresql":\n        op.execute("ALTER TYPE t ADD VALUE 'x'")\n`,
    ],
    [
      "for MySQL, with an early return",
      `    bind = op.get_bind()\n    if bind.engine.name == "postgresql":\n        return\n    op.execute("ALTER TYPE t ADD VALUE 'x'")\n`,
    ],
    [
      "in a function that nothing calls",
      `    pass\n\n\ndef _unused():\n    op.execute("ALTER TYPE t ADD VALUE 'x'")\n`,
    ],
    ["printed", `    print("ALTER TYPE t ADD VALUE 'x'")\n`],
  ];
  test.each(silent)("%s", (_story, body) => checkCase(rule, { source: migration(`def upgrade():\n${body}`) }));

  test("a gate is no check", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    if settings.enabled:\n        op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n`,
      ),
    }));

  test("the multi-database template's functions are read", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade(engine_name):\n    globals()[f"upgrade_{engine_name}"]()\n\n\ndef upgrade_main():\n    op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n`,
      ),
    }));

  test("a function that upgrade calls is read once, with what it is given", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    upgrade_types("x")\n\n\ndef upgrade_types(value):\n    op.execute(f"⟦ALTER TYPE t ADD VALUE '{value}'⟧")\n`,
      ),
    }));
});

test("the message of a loop says how often it runs", async () => {
  const source = migration(
    `def upgrade():\n    for v in ("a", "b", "c"):\n        op.execute(f"ALTER TYPE t ADD VALUE '{v}'")\n`,
  );
  expect(findingsOf(await engine(), source).map(({ message }) => message)).toEqual([
    "ALTER TYPE t ADD VALUE 'a' (the first of 3) fails where the value is there already. Call safe_add_enum_value, which adds only what is missing.",
  ]);
});
