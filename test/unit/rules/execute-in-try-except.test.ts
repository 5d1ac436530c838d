import { describe, test } from "vitest";
import { checkCase, migration, plainEnvironment, withHelper } from "../../rule-case.ts";

const rule = "execute-in-try-except";

describe("the fix", () => {
  test("puts the body into a savepoint; safe, as the handler names the database's errors", () =>
    checkCase(rule, {
      severity: "error",
      source: migration(`def upgrade():
    try:
        # an index from long ago
        ⟦op.drop_index⟧(
            "ix",
            table_name="t",
        )

        op.drop_column("t", "c")
    except sa.exc.ProgrammingError:
        pass
`),
      fixed: migration(`def upgrade():
    try:
        # an index from long ago
        with op.get_bind().begin_nested():
            op.drop_index(
                "ix",
                table_name="t",
            )

            op.drop_column("t", "c")
    except sa.exc.ProgrammingError:
        pass
`),
    }));

  test("is not safe under a broad handler, unless the file needs a connection anyway", async () => {
    const body = `    try:\n        ⟦op.drop_table⟧("t")\n    except Exception:\n        pass\n`;
    await checkCase(rule, { source: migration(`def upgrade():\n${body}`), fixed: null });
    await checkCase(rule, {
      source: migration(`def upgrade():\n    conn = op.get_bind()\n    conn.execute(sa.text("SELECT 1"))\n${body}`),
      fixed: migration(
        `def upgrade():\n    conn = op.get_bind()\n    conn.execute(sa.text("SELECT 1"))\n    try:\n        with op.get_bind().begin_nested():\n            op.drop_table("t")\n    except Exception:\n        pass\n`,
      ),
    });
  });

  test("leaves the lines of a text as they are", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    try:
        op.execute("""
⟦UPDATE t
    SET a = 'x
  y'⟧
""")
    except sa.exc.DBAPIError:
        pass
`),
      fixed: migration(`def upgrade():
    try:
        with op.get_bind().begin_nested():
            op.execute("""
UPDATE t
    SET a = 'x
  y'
""")
    except sa.exc.DBAPIError:
        pass
`),
    }));

  test("gives a one-line try lines of its own", () =>
    checkCase(rule, {
      source: migration(`def upgrade():\n    try: ⟦op.drop_table⟧("t")\n    except sa.exc.DBAPIError: pass\n`),
      fixed: migration(
        `def upgrade():\n    try:\n        with op.get_bind().begin_nested():\n            op.drop_table("t")\n    except sa.exc.DBAPIError: pass\n`,
      ),
    }));

  test("goes inside contextlib.suppress", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    with suppress(sa.exc.DBAPIError):\n        ⟦op.drop_table⟧("t")\n`,
        "from contextlib import suppress",
      ),
      fixed: migration(
        `def upgrade():\n    with suppress(sa.exc.DBAPIError):\n        with op.get_bind().begin_nested():\n            op.drop_table("t")\n`,
        "from contextlib import suppress",
      ),
    }));

  test("uses the file's name for op, in tabs", () =>
    checkCase(rule, {
      source: `from alembic import op as o\nfrom sqlalchemy.exc import DBAPIError\nrevision = "b"\ndown_revision = "a"\n\ndef upgrade():\n\ttry:\n\t\t⟦o.drop_table⟧("t")\n\texcept DBAPIError:\n\t\tpass\n`,
      fixed: `from alembic import op as o\nfrom sqlalchemy.exc import DBAPIError\nrevision = "b"\ndown_revision = "a"\n\ndef upgrade():\n\ttry:\n\t\twith o.get_bind().begin_nested():\n\t\t\to.drop_table("t")\n\texcept DBAPIError:\n\t\tpass\n`,
    }));
});

describe("what is found", () => {
  const found: readonly [story: string, body: string][] = [
    [
      "a batch directive",
      `    with op.batch_alter_table("t", schema=None) as batch_op:\n        try:\n            ⟦batch_op.drop_column⟧("c")\n        except Exception:\n            pass\n`,
    ],
    [
      "a directive imported by its name",
      `    from alembic.op import drop_table\n    try:\n        ⟦drop_table⟧("t")\n    except Exception:\n        pass\n`,
    ],
    [
      "a type created on the connection",
      `    try:\n        ⟦sa.Enum("a", name="t").create⟧(op.get_bind())\n    except Exception:\n        pass\n`,
    ],
    [
      "a query",
      `    try:\n        op.get_bind().execute(sa.text("⟦SELECT 1 FROM t⟧"))\n    except Exception:\n        return\n`,
    ],
    [
      "a SQLAlchemy construct",
      `    t = sa.table("t")\n    try:\n        op.get_bind().execute(⟦t.delete()⟧)\n    except Exception:\n        pass\n`,
    ],
    [
      "a retry in one transaction",
      `    for i in range(3):\n        try:\n            ⟦op.drop_table⟧("t")\n            break\n        except Exception:\n            if i == 2:\n                raise\n`,
    ],
    [
      "the helper, which can fail too",
      `    from alembic.utils.safe_enum_addition import safe_add_enum_value\n    try:\n        ⟦safe_add_enum_value('t', 'x')⟧\n    except Exception:\n        pass\n`,
    ],
    [
      "the helper's own error, raised when PostgreSQL has refused already",
      `    from alembic.utils.safe_enum_addition import safe_add_enum_value\n    try:\n        ⟦safe_add_enum_value('t', 'x')⟧\n    except LookupError:\n        pass\n`,
    ],
    [
      "other errors than the one raised again",
      `    try:\n        ⟦op.drop_table⟧("t")\n    except sa.exc.ProgrammingError:\n        raise\n    except Exception:\n        pass\n`,
    ],
    [
      "SQL with a bind parameter",
      `    try:\n        op.get_bind().execute(sa.text("⟦DELETE FROM t WHERE a = :a⟧"), {"a": 1})\n    except Exception:\n        pass\n`,
    ],
    [
      "in a function that the try calls",
      `    def work():\n        ⟦op.drop_table⟧("t")\n    try:\n        work()\n    except Exception:\n        pass\n`,
    ],
  ];
  test.each(found)("%s", (_story, body) => checkCase(rule, { source: migration(`def upgrade():\n${body}`) }));

  test("a text that can't be known", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():\n    try:\n        op.execute(⟦load("x.sql")⟧)\n    except Exception:\n        pass\n`,
      ),
      beside: ["sql-not-analyzed"],
    }));

  const silent: readonly [story: string, body: string][] = [
    [
      "nothing of the database in the try",
      `    try:\n        fetch()\n    except Exception:\n        pass\n    op.drop_table("t")\n`,
    ],
    [
      "in the else",
      `    try:\n        fetch()\n    except Exception:\n        pass\n    else:\n        op.drop_table("t")\n`,
    ],
    ["in the handler", `    try:\n        fetch()\n    except Exception:\n        op.drop_table("t")\n`],
    [
      "in a context manager that may be a savepoint",
      `    try:\n        with transaction():\n            op.drop_table("t")\n    except Exception:\n        pass\n`,
    ],
    [
      "a function of the file ends the process",
      `    import sys\n    def stop():\n        sys.exit(1)\n    try:\n        op.drop_table("t")\n    except Exception:\n        stop()\n`,
    ],
    [
      "no error is left for the second handler",
      `    try:\n        op.drop_table("t")\n    except sa.exc.DBAPIError:\n        raise\n    except sa.exc.ProgrammingError:\n        pass\n`,
    ],
    [
      "the process ends",
      `    import sys\n    try:\n        op.drop_table("t")\n    except Exception:\n        sys.exit(1)\n`,
    ],
    [
      "not PostgreSQL's SQL",
      `    try:\n        op.execute("ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4")\n    except Exception:\n        pass\n`,
    ],
    [
      "reads nothing but the dialect",
      `    try:\n        name = op.get_bind().dialect.name\n    except Exception:\n        pass\n`,
    ],
    [
      "raises after logging",
      `    try:\n        op.drop_table("t")\n    except Exception as e:\n        print(e)\n        raise\n`,
    ],
  ];
  test.each(silent)("silent: %s", (_story, body) => checkCase(rule, { source: migration(`def upgrade():\n${body}`) }));

  test("silent: env.py sets AUTOCOMMIT, so there is no transaction to abort", async () => {
    const body = `def upgrade():\n    try:\n        ⟦op.drop_table⟧("t")\n    except Exception:\n        pass\n`;
    const environment = { ...plainEnvironment, autocommit: true };
    await checkCase(rule, {
      source: migration(body.replace(/[⟦⟧]/g, "")),
      context: { ...withHelper, environment },
    });
    await checkCase(rule, { source: migration(body), context: { ...withHelper, environment: plainEnvironment } });
  });
});

test("with offline-sql a savepoint is unsafe, whatever else needs a connection", () => {
  const source = migration(`def upgrade():
    conn = op.get_bind()
    try:
        conn.execute(sa.text("⟦DROP TABLE t⟧"))
    except sa.exc.ProgrammingError:
        pass
`);
  return checkCase("execute-in-try-except", { source, fixed: null, settings: { offlineSql: true } });
});
