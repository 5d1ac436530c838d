import { describe, test } from "vitest";
import { unknownContext } from "../../../server/src/context.ts";
import { checkCase, migration, plainEnvironment, withHelper } from "../../rule-case.ts";

const rule = "enum-add-in-try-except";
const imported = "from alembic.utils.safe_enum_addition import safe_add_enum_value";
const importedSeveral = "from alembic.utils.safe_enum_addition import safe_add_multiple_enum_values";

describe("the guideline's ❌ of §1", () => {
  test("becomes its ✅ to the character, the helper imported after the last import", () =>
    checkCase(rule, {
      severity: "error",
      source: migration(`def upgrade() -> None:
    import sqlalchemy as sa
    try:
        op.execute(sa.text("⟦ALTER TYPE eventtype ADD VALUE 'new_value'⟧"))
    except Exception as e:
        if "already exists" not in str(e).lower():
            raise
`),
      fixed: migration(
        `def upgrade() -> None:
    safe_add_enum_value('eventtype', 'new_value')
`,
        imported,
      ),
    }));

  test("joins an import that is there from the helper's module", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():
    try:
        op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")
    except Exception:
        pass


def downgrade():
    safe_add_multiple_enum_values('u', ['a', 'b'])
`,
        importedSeveral,
      ),
      fixed: migration(
        `def upgrade():
    safe_add_enum_value('t', 'x')


def downgrade():
    safe_add_multiple_enum_values('u', ['a', 'b'])
`,
        `${importedSeveral}, safe_add_enum_value`,
      ),
    }));

  test("keeps an import inside the function that something else uses", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    import logging
    try:
        op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")
    except Exception as e:
        logging.info(e)
    logging.info("done")
`),
      fixed: migration(
        `def upgrade():
    import logging
    safe_add_enum_value('t', 'x')
    logging.info("done")
`,
        imported,
      ),
    }));
});

describe("what becomes the helper's arguments", () => {
  const cases: readonly [story: string, statement: string, call: string][] = [
    ["an unquoted name is folded as PostgreSQL folds it", "ALTER TYPE EventType ADD VALUE 'x'", "'eventtype', 'x'"],
    ["a quoted name stays as it is", "ALTER TYPE \\\"EventType\\\" ADD VALUE 'x'", "'EventType', 'x'"],
    ["a schema", "ALTER TYPE auth.kind ADD VALUE 'x'", "'kind', 'x', schema='auth'"],
    ["a position", "ALTER TYPE kind ADD VALUE 'x' BEFORE 'y'", "'kind', 'x', before='y'"],
    ["a position and a schema", "ALTER TYPE s.kind ADD VALUE 'x' AFTER 'y'", "'kind', 'x', after='y', schema='s'"],
    ["a doubled apostrophe", "ALTER TYPE kind ADD VALUE 'O''Brien'", "'kind', 'O\\'Brien'"],
    ["characters outside ASCII", "ALTER TYPE kind ADD VALUE 'naïve 😀'", "'kind', 'naïve 😀'"],
    ["IF NOT EXISTS and a semicolon", "ALTER TYPE kind ADD VALUE IF NOT EXISTS 'x'", "'kind', 'x'"],
  ];
  test.each(cases)("%s", (_story, statement, call) =>
    checkCase(rule, {
      settings: { knownSchemas: ["public", "auth", "s"] },
      source: migration(`def upgrade():
    try:
        op.execute("⟦${statement}⟧")
    except Exception:
        pass
`),
      fixed: migration(`def upgrade():\n    safe_add_enum_value(${call})\n`, imported),
    }),
  );
});

describe("every way to execute SQL", () => {
  const ways: readonly string[] = [
    "op.execute(sa.text(SQL))",
    "op.execute(sa.DDL(SQL))",
    "op.get_bind().execute(sa.text(SQL))",
    "op.get_bind().exec_driver_sql(SQL)",
    "op.get_bind().connection.cursor().execute(SQL)",
    "op.get_bind().execution_options(stream_results=True).execute(sa.text(SQL))",
    "op.get_context().bind.execute(sa.text(SQL))",
    "op.execute(sqltext=SQL)",
    "op.execute(SQL.strip())",
    "sa.orm.Session(bind=op.get_bind()).execute(sa.text(SQL))",
  ];
  test.each(ways)("%s", (way) =>
    checkCase(rule, {
      source: migration(`def upgrade():
    try:
        ${way.replace("SQL", `"⟦ALTER TYPE t ADD VALUE 'x'⟧"`)}
    except Exception:
        pass
`),
      fixed: migration(`def upgrade():\n    safe_add_enum_value('t', 'x')\n`, imported),
    }),
  );

  test("a connection in a variable, acquired inside the try", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    try:
        conn = op.get_bind()
        conn.execute(sa.text("⟦ALTER TYPE t ADD VALUE 'x'⟧"))
    except sa.exc.ProgrammingError:
        pass
`),
      fixed: migration(`def upgrade():\n    safe_add_enum_value('t', 'x')\n`, imported),
    }));

  test("the connection acquired inside the try is used after it: no fix", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    try:
        conn = op.get_bind()
        conn.execute(sa.text("⟦ALTER TYPE t ADD VALUE 'x'⟧"))
    except sa.exc.ProgrammingError:
        pass
    conn.execute(sa.text("SELECT 1"))
`),
      fixed: null,
    }));

  test("other names for op and text", () =>
    checkCase(rule, {
      source: `import alembic.op as o
from sqlalchemy import text as sql_text
revision = "b"
down_revision = "a"


def upgrade():
    try:
        o.execute(sql_text("⟦ALTER TYPE t ADD VALUE 'x'⟧"))
    except Exception:
        pass
`,
      fixed: `import alembic.op as o
from sqlalchemy import text as sql_text
${imported}
revision = "b"
down_revision = "a"


def upgrade():
    safe_add_enum_value('t', 'x')
`,
    }));

  test("a module constant: the squiggle is on the call", () =>
    checkCase(rule, {
      source: migration(`SQL = """
    ALTER TYPE t ADD VALUE 'x';
"""


def upgrade():
    try:
        op.execute(⟦SQL⟧)
    except Exception:
        pass
`),
      fixed: migration(
        `SQL = """
    ALTER TYPE t ADD VALUE 'x';
"""


def upgrade():
    safe_add_enum_value('t', 'x')
`,
        imported,
      ),
    }));
});

describe("ranges inside strings", () => {
  const strings: readonly string[] = [
    `"⟦ALTER TYPE t ADD VALUE 'x'⟧"`,
    `"""\n        -- why\n        ⟦ALTER TYPE t\n        ADD VALUE 'x'⟧;\n        """`,
    `"/* 😀 */ ⟦ALTER TYPE t ADD VALUE 'x'⟧"`,
    `"⟦ALTER TYPE t" " ADD VALUE 'x'⟧"`,
    `"⟦ALTER TYPE " + "t" + " ADD VALUE 'x'⟧"`,
    `'⟦ALTER TYPE t ADD VALUE \\'x\\'⟧'`,
    `r"⟦ALTER TYPE t ADD VALUE 'x'⟧"`,
    `"⟦ALTER TYPE t ADD VALUE 'x'⟧ ; "`,
    `"/* \\u00e9\\U0001F600\\x41\\t */ ⟦ALTER TYPE t ADD VALUE '\\u00e9😀'⟧"`,
    // Put together at run time: all of it stands for the statement.
    `⟦"\\u00e9".join(["ALTER TYPE t ADD VALUE 'x'"])⟧`,
  ];
  test.each(strings)("%s", (string) =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    try:\n        op.execute(${string})\n    except Exception:\n        pass\n`,
      ),
    }),
  );
});

describe("loops and several statements", () => {
  test("a try around a loop over literals becomes one call", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    try:
        for value in ["a", "b"]:
            op.execute(f"⟦ALTER TYPE t ADD VALUE '{value}'⟧")
    except Exception:
        pass
`),
      fixed: migration(
        `def upgrade():
    safe_add_multiple_enum_values('t', [
        'a',
        'b'
    ])
`,
        importedSeveral,
      ),
    }));

  test("a loop around a try becomes one call", () =>
    checkCase(rule, {
      source: migration(`NEW = ("a", "b")


def upgrade():
    for value in NEW:
        try:
            op.execute("⟦ALTER TYPE t ADD VALUE '%s'⟧" % value)
        except Exception:
            pass
`),
      fixed: migration(
        `NEW = ("a", "b")


def upgrade():
    safe_add_multiple_enum_values('t', [
        'a',
        'b'
    ])
`,
        importedSeveral,
      ),
    }));

  test("tries in a row for one type become one call", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    try:
        op.execute("⟦ALTER TYPE t ADD VALUE 'a'⟧")
    except Exception:
        pass
    try:
        op.execute("⟦ALTER TYPE t ADD VALUE 'b'⟧")
    except Exception:
        pass
`),
      fixed: migration(
        `def upgrade():
    safe_add_multiple_enum_values('t', [
        'a',
        'b'
    ])
`,
        importedSeveral,
      ),
    }));

  test("two types in one try become two calls", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    try:
        op.execute("⟦ALTER TYPE t ADD VALUE 'a'⟧")
        # the second
        op.execute("⟦ALTER TYPE u ADD VALUE 'b'⟧")
    except Exception:
        pass  # there already
`),
      fixed: migration(
        `def upgrade():
    # the second
    safe_add_enum_value('t', 'a')
    safe_add_enum_value('u', 'b')
`,
        imported,
      ),
    }));

  test("a loop over values that can't be known keeps its loop", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    for value in load_values():
        try:
            op.execute(f"⟦ALTER TYPE t ADD VALUE '{value}'⟧")
        except Exception:
            pass
`),
      fixed: migration(
        `def upgrade():
    for value in load_values():
        safe_add_enum_value('t', value)
`,
        imported,
      ),
    }));
});

describe("handlers and context managers that let the error pass unseen", () => {
  const flagged: readonly [story: string, body: string][] = [
    ["bare except", "    try:\n        STATEMENT\n    except:\n        pass\n"],
    [
      "SQLAlchemy's class by name",
      "    from sqlalchemy.exc import ProgrammingError\n    try:\n        STATEMENT\n    except ProgrammingError:\n        pass\n",
    ],
    ["one of a tuple", "    try:\n        STATEMENT\n    except (ValueError, sa.exc.DBAPIError):\n        pass\n"],
    ["returns", "    try:\n        STATEMENT\n    except Exception:\n        return\n"],
    [
      "raises only sometimes",
      "    try:\n        STATEMENT\n    except Exception as e:\n        if 'exists' in str(e):\n            print(e)\n        else:\n            raise\n",
    ],
    ["contextlib.suppress", "    import contextlib\n    with contextlib.suppress(Exception):\n        STATEMENT\n"],
    [
      "a savepoint around the try, which its RELEASE does not survive",
      "    with op.get_bind().begin_nested():\n        try:\n            STATEMENT\n        except Exception:\n            pass\n",
    ],
    ["Python 2", "    try:\n        STATEMENT\n    except Exception, e:\n        print e\n"],
    ["except*", "    try:\n        STATEMENT\n    except* Exception:\n        pass\n"],
    ["one line", "    try: STATEMENT\n    except Exception: pass\n"],
    [
      "a finally that returns, which discards the error",
      "    try:\n        STATEMENT\n    except KeyError:\n        pass\n    finally:\n        return\n",
    ],
    [
      "raised as another error, which the try around it passes over",
      "    try:\n        try:\n            STATEMENT\n        except sa.exc.ProgrammingError as e:\n            raise RuntimeError('no') from e\n    except RuntimeError:\n        pass\n",
    ],
    [
      "a tuple of classes in a constant",
      "    ignored = (KeyError, sa.exc.DBAPIError)\n    try:\n        STATEMENT\n    except ignored:\n        pass\n",
    ],
    [
      "a savepoint around contextlib.suppress in one with",
      "    import contextlib\n    with op.get_bind().begin_nested(), contextlib.suppress(Exception):\n        STATEMENT\n",
    ],
    [
      "after COMMIT and BEGIN",
      '    op.execute("COMMIT")\n    op.execute("BEGIN")\n    try:\n        STATEMENT\n    except Exception:\n        pass\n',
    ],
  ];
  test.each(flagged)("%s", (_story, body) =>
    checkCase(rule, {
      source: migration(`def upgrade():\n${body.replace("STATEMENT", `op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")`)}`),
    }),
  );

  const silent: readonly [story: string, body: string, beside?: readonly string[]][] = [
    [
      "a savepoint inside the try",
      "    try:\n        with op.get_bind().begin_nested():\n            STATEMENT\n    except Exception:\n        pass\n",
    ],
    [
      "an autocommit block around the try",
      "    with op.get_context().autocommit_block():\n        try:\n            STATEMENT\n        except Exception:\n            pass\n",
    ],
    [
      "an autocommit block in the try, through a variable",
      "    ctx = op.get_context()\n    try:\n        with ctx.autocommit_block():\n            STATEMENT\n    except Exception:\n        pass\n",
    ],
    ["after COMMIT", '    op.execute("COMMIT")\n    try:\n        STATEMENT\n    except Exception:\n        pass\n'],
    [
      "SAVEPOINT by hand",
      "    op.execute('SAVEPOINT s')\n    try:\n        STATEMENT\n    except Exception:\n        op.execute('ROLLBACK TO SAVEPOINT s')\n",
    ],
    [
      "a savepoint object rolled back by hand",
      "    sp = op.get_bind().begin_nested()\n    try:\n        STATEMENT\n    except Exception:\n        sp.rollback()\n",
    ],
    [
      "always raised again",
      "    try:\n        STATEMENT\n    except Exception as e:\n        raise RuntimeError('no') from e\n",
      ["enum-add-without-helper"],
    ],
    [
      "raised again in both branches",
      "    try:\n        STATEMENT\n    except Exception as e:\n        if str(e):\n            raise\n        else:\n            raise ValueError\n",
      ["enum-add-without-helper"],
    ],
    [
      "raised by a function of the file",
      "    def fail(e):\n        print(e)\n        raise RuntimeError('no') from e\n    try:\n        STATEMENT\n    except Exception as e:\n        fail(e)\n",
      ["enum-add-without-helper"],
    ],
    [
      "raised as another error, which the suppress around it does not take",
      "    import contextlib\n    with contextlib.suppress(sa.exc.DBAPIError):\n        try:\n            STATEMENT\n        except Exception as e:\n            raise RuntimeError('no') from e\n",
      ["enum-add-without-helper"],
    ],
    [
      "raised again by the first handler that takes it",
      "    try:\n        STATEMENT\n    except sa.exc.ProgrammingError:\n        raise\n    except Exception:\n        pass\n",
      ["enum-add-without-helper"],
    ],
    [
      "rolled back to a savepoint, and raised again for the try around it",
      "    op.execute('SAVEPOINT s')\n    try:\n        try:\n            STATEMENT\n        except Exception:\n            op.execute('ROLLBACK TO SAVEPOINT s')\n            raise\n    except Exception:\n        pass\n",
    ],
    [
      "a savepoint inside contextlib.suppress in one with",
      "    import contextlib\n    with contextlib.suppress(Exception), op.get_bind().begin_nested():\n        STATEMENT\n",
    ],
    [
      "on a cursor, a class of the driver's that duplicate_object is not",
      "    import psycopg2\n    try:\n        op.get_bind().connection.cursor().execute(\"ALTER TYPE t ADD VALUE 'x'\")\n    except psycopg2.errors.DuplicateTable:\n        pass\n",
      ["enum-add-without-helper"],
    ],
    [
      "a class that a database error is not",
      "    try:\n        STATEMENT\n    except KeyError:\n        pass\n",
      ["enum-add-without-helper"],
    ],
    [
      "a class that duplicate_object is not",
      "    try:\n        STATEMENT\n    except sa.exc.IntegrityError:\n        pass\n",
      ["enum-add-without-helper"],
    ],
    [
      "the driver's class, which SQLAlchemy's error is not",
      "    import psycopg2\n    try:\n        STATEMENT\n    except psycopg2.errors.DuplicateObject:\n        pass\n",
      ["enum-add-without-helper"],
    ],
    [
      "a connection of its own",
      "    engine = sa.create_engine('x')\n    try:\n        with engine.connect() as c:\n            c.execute(sa.text(\"ALTER TYPE t ADD VALUE 'x'\"))\n    except Exception:\n        pass\n",
    ],
    [
      "a connection set to AUTOCOMMIT",
      "    try:\n        op.get_bind().execution_options(isolation_level='AUTOCOMMIT').execute(sa.text(\"ALTER TYPE t ADD VALUE 'x'\"))\n    except Exception:\n        pass\n",
    ],
    [
      "another dialect",
      "    if op.get_bind().dialect.name == 'mysql':\n        try:\n            STATEMENT\n        except Exception:\n            pass\n",
    ],
    ["not reached", "    return\n    try:\n        STATEMENT\n    except Exception:\n        pass\n"],
  ];
  test.each(silent)("silent: %s", (_story, body, beside = []) =>
    checkCase(rule, {
      source: migration(`def upgrade():\n${body.replace("STATEMENT", `op.execute("ALTER TYPE t ADD VALUE 'x'")`)}`),
      beside,
    }),
  );
});

describe("no fix", () => {
  const kept: readonly [story: string, body: string, beside?: readonly string[]][] = [
    [
      "the try holds something else",
      `    try:\n        op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n        print("added")\n    except Exception:\n        pass\n`,
    ],
    [
      "the try has an else",
      `    try:\n        op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n    except Exception:\n        pass\n    else:\n        print("added")\n`,
    ],
    [
      "the try has a finally",
      `    try:\n        op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n    except Exception:\n        pass\n    finally:\n        print("done")\n`,
    ],
    [
      "the string does something else",
      `    try:\n        op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧; SELECT 1")\n    except Exception:\n        pass\n`,
      ["execute-in-try-except"],
    ],
    [
      "the handler executes something",
      `    try:\n        op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n    except Exception:\n        op.execute("SELECT 1")\n`,
    ],
  ];
  test.each(kept)("%s", (_story, body, beside = []) =>
    checkCase(rule, { source: migration(`def upgrade():\n${body}`), fixed: null, beside }),
  );

  test("the helper takes no schema: the fix is not safe", () => {
    const limited = {
      state: "found",
      path: "/h.py",
      functions: new Map([
        [
          "safe_add_enum_value",
          { positional: 2, keywords: new Set<string>(), anyKeyword: false, calls: new Set<string>() },
        ],
      ]),
    } as const;
    return checkCase(rule, {
      source: migration(
        `def upgrade():\n    try:\n        op.execute("⟦ALTER TYPE s.t ADD VALUE 'x'⟧")\n    except Exception:\n        pass\n`,
      ),
      context: {
        ...unknownContext("unused"),
        helper: { module: "alembic.utils.safe_enum_addition", knowledge: limited, creation: null },
        modules: new Map(),
      },
      fixed: null,
    });
  });

  test("silent: env.py sets AUTOCOMMIT, so there is no transaction to abort", async () => {
    const body = `def upgrade():\n    try:\n        op.execute("⟦ALTER TYPE t ADD VALUE 'x'⟧")\n    except Exception:\n        pass\n`;
    const environment = { ...plainEnvironment, autocommit: true };
    await checkCase(rule, {
      source: migration(body.replace(/[⟦⟧]/g, "")),
      context: { ...withHelper, environment },
    });
    await checkCase(rule, { source: migration(body), context: { ...withHelper, environment: plainEnvironment } });
  });
});
