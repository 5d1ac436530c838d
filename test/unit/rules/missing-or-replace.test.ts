import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, migration } from "../../rule-case.ts";

const rule = "missing-or-replace";

/** A migration whose `upgrade` has this body. */
function upgrade(body: string): string {
  return migration(`def upgrade():\n${body.replace(/^(?=.)/gm, "    ")}\n`);
}

describe("OR REPLACE", () => {
  test.each([
    ["CREATE FUNCTION app.f", "() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE OR REPLACE FUNCTION app.f"],
    ["create function f", "() returns int language sql as $$ select 1 $$", "create or replace function f"],
    ["CREATE PROCEDURE p", "() LANGUAGE sql AS 'SELECT 1'", "CREATE OR REPLACE PROCEDURE p"],
    ["CREATE AGGREGATE a", "(int) (sfunc = int4pl, stype = int)", "CREATE OR REPLACE AGGREGATE a"],
    [`CREATE VIEW "V"`, " AS SELECT 1", `CREATE OR REPLACE VIEW "V"`],
    ["CREATE RECURSIVE VIEW v", " (n) AS SELECT 1", "CREATE OR REPLACE RECURSIVE VIEW v"],
    ["CREATE RULE r", " AS ON INSERT TO t DO NOTHING", "CREATE OR REPLACE RULE r"],
  ])("%s%s", (phrase, rest, fixed) =>
    checkCase(rule, {
      severity: "warning",
      source: upgrade(`op.execute("""⟦${phrase}⟧${rest}""")`),
      fixed: upgrade(`op.execute("""${fixed}${rest}""")`),
    }),
  );

  test("of a long text, through a connection, in its lines", () =>
    checkCase(rule, {
      source: upgrade(`conn = op.get_bind()
conn.execute(
    sa.text("""
        -- what happens
        ⟦CREATE FUNCTION touch⟧()
        RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            EXECUTE 'CREATE VIEW v AS SELECT 1';
        END
        $body$;
        ⟦CREATE VIEW w⟧ AS SELECT ';' AS sign;
    """)
)`),
      fixed: upgrade(`conn = op.get_bind()
conn.execute(
    sa.text("""
        -- what happens
        CREATE OR REPLACE FUNCTION touch()
        RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            EXECUTE 'CREATE VIEW v AS SELECT 1';
        END
        $body$;
        CREATE OR REPLACE VIEW w AS SELECT ';' AS sign;
    """)
)`),
    }));

  test("of a constant, a loop and an f-string", () =>
    checkCase(rule, {
      source: upgrade(`for name in ("a", "b"):
    op.execute(f"⟦CREATE VIEW {name} AS SELECT 1⟧")
op.execute(⟦VIEW⟧)`).replace("def upgrade", `VIEW = "CREATE VIEW v AS SELECT 1"\n\n\ndef upgrade`),
      fixed: upgrade(`for name in ("a", "b"):
    op.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT 1")
op.execute(VIEW)`).replace("def upgrade", `VIEW = "CREATE OR REPLACE VIEW v AS SELECT 1"\n\n\ndef upgrade`),
    }));
});

describe("a trigger", () => {
  const create = "BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()";

  test("can be replaced since PostgreSQL 14", () =>
    checkCase(rule, {
      settings: { postgresVersion: 14 },
      source: upgrade(`op.execute("⟦CREATE TRIGGER tr⟧ ${create}")`),
      fixed: upgrade(`op.execute("CREATE OR REPLACE TRIGGER tr ${create}")`),
    }));

  test.each([[null], [13]])("is dropped before on PostgreSQL %s", (postgresVersion) =>
    checkCase(rule, {
      settings: { postgresVersion },
      source: upgrade(`op.execute("⟦CREATE TRIGGER tr⟧ ${create}")`),
      fixed: upgrade(`op.execute("DROP TRIGGER IF EXISTS tr ON t")
op.execute("CREATE TRIGGER tr ${create}")`),
    }),
  );

  test("of a constraint is never replaced", () =>
    checkCase(rule, {
      settings: { postgresVersion: 18 },
      source: upgrade(
        `op.execute("⟦CREATE CONSTRAINT TRIGGER tr⟧ AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()")`,
      ),
      fixed: upgrade(`op.execute("DROP TRIGGER IF EXISTS tr ON t")
op.execute("CREATE CONSTRAINT TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()")`),
    }));

  test("is dropped in the way in which it is executed", () =>
    checkCase(rule, {
      source: upgrade(`conn = op.get_bind()
conn.execute(
    sa.text(
        """
        ⟦CREATE TRIGGER tr⟧
            BEFORE INSERT ON app."T"
            FOR EACH ROW EXECUTE FUNCTION f()
        """
    )
)
op.execute(sa.text('⟦create trigger tr2⟧ ${create}'))
op.get_bind().exec_driver_sql("⟦CREATE TRIGGER tr3⟧ ${create}")`),
      fixed: upgrade(`conn = op.get_bind()
conn.execute(sa.text('DROP TRIGGER IF EXISTS tr ON app."T"'))
conn.execute(
    sa.text(
        """
        CREATE TRIGGER tr
            BEFORE INSERT ON app."T"
            FOR EACH ROW EXECUTE FUNCTION f()
        """
    )
)
op.execute(sa.text('DROP TRIGGER IF EXISTS tr2 ON t'))
op.execute(sa.text('create trigger tr2 ${create}'))
op.get_bind().exec_driver_sql("DROP TRIGGER IF EXISTS tr3 ON t")
op.get_bind().exec_driver_sql("CREATE TRIGGER tr3 ${create}")`),
    }));

  test("whose text stands elsewhere is looked for", () =>
    checkCase(rule, {
      source: upgrade(`sql = "CREATE TRIGGER tr ${create}"\nop.execute(⟦sql⟧)`),
      fixed: upgrade(`sql = "CREATE TRIGGER tr ${create}"
conn = op.get_bind()
if not conn.execute(
    sa.text("""
        SELECT EXISTS(
            SELECT 1 FROM pg_trigger
            WHERE tgrelid = to_regclass('t')
            AND tgname = 'tr'
        );
    """)
).scalar():
    op.execute(sql)`),
    }));

  test("among several statements gets no fix", () =>
    checkCase(rule, {
      source: upgrade(`op.execute("SELECT 1; ⟦CREATE TRIGGER tr⟧ ${create}; CREATE OR REPLACE VIEW v AS SELECT 1")`),
      fixed: null,
    }));
});

test("the message says what to do", async () => {
  const source = upgrade(`if sa.inspect(op.get_bind()).has_table("u"):
    op.execute("CREATE VIEW v AS SELECT 1")
op.execute("CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()")`);
  const found = findingsOf(await engine(), source).filter((finding) => finding.rule === rule);
  expect(found.map(({ message }) => message)).toEqual([
    "Creating view v fails where it is there already, and the check of table u does not prevent that. Add OR REPLACE.",
    "Creating trigger tr on t fails where it is there already. Drop it first, with IF EXISTS.",
  ]);
});

describe("silent", () => {
  test.each([
    ["the clause", `op.execute("CREATE OR REPLACE VIEW v AS SELECT 1")`],
    ["a temporary view", `op.execute("CREATE TEMP VIEW v AS SELECT 1")`],
    ["dropped before", `op.execute("DROP VIEW IF EXISTS v")\nop.execute("CREATE VIEW v AS SELECT 1")`],
    [
      "a trigger that is dropped before",
      `op.execute("DROP TRIGGER IF EXISTS tr ON t")\nop.execute("CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()")`,
    ],
    [
      "a DO block that looks",
      `op.execute("""DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'tr' AND tgrelid = 't'::regclass) THEN
    CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
  END IF;
END $$""")`,
    ],
    [
      "a DO block that catches the error",
      `op.execute("DO $$ BEGIN CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); EXCEPTION WHEN duplicate_object THEN NULL; END $$")`,
    ],
    ["another revision's entities", `op.create_entity(view)\nop.replace_entity(view)`],
    ["a name that can't be known", `op.execute(f"CREATE VIEW {NAME} AS SELECT 1")`],
    [
      "has_table, which finds views too",
      `if not sa.inspect(op.get_bind()).has_table("v"):\n    op.execute("CREATE VIEW v AS SELECT 1")`,
    ],
    [
      "the names of the views",
      `if "v" not in sa.inspect(op.get_bind()).get_view_names():\n    op.execute("CREATE VIEW v AS SELECT 1")`,
    ],
  ])("%s", (_story, body) => checkCase(rule, { source: upgrade(body) }));

  test("a trigger on a table that is made in the same function: the finding is the table's", () =>
    checkCase(rule, {
      source: upgrade(`op.execute("CREATE TABLE t (id int)")
op.execute("CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()")`),
      beside: ["missing-if-not-exists"],
    }));
});
