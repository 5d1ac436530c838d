import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, migration, upgradeOf } from "../../rule-case.ts";

const rule = "sql-syntax-error";

describe("SQL that PostgreSQL can't parse", () => {
  const found: readonly [story: string, ...lines: string[]][] = [
    ["a word misspelled", 'op.execute("CREATE ⟦TABEL⟧ b (id integer)")'],
    ["the word where it gets impossible", 'op.execute("SELECT 1 FORM ⟦x⟧")'],
    ["a parenthesis too many", 'op.execute("CREATE TABLE t (id integer)⟦)⟧")'],
    ["a comma too many", 'op.execute("CREATE TABLE t (id integer,⟦)⟧")'],
    ["the end comes too early", 'op.execute("ALTER TABLE t ALTER c TYPE integer ⟦USING⟧")'],
    ["the semicolon comes too early", 'op.execute("ALTER TABLE t ADD c integer DEFAULT⟦;⟧ SELECT 1")'],
    ["half typed", 'op.execute("⟦ALTER⟧")'],
    ["a literal that is left open", `op.execute("UPDATE t SET a = ⟦'abc⟧")`],
    ["a body that is left open", 'op.execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS ⟦$body$ SELECT 1⟧")'],
    ["an empty name", `op.execute('SELECT ⟦"" FROM t⟧')`],
    ["a name quoted as MySQL does", 'op.execute("DROP TABLE ⟦`⟧a`")'],
    ["a word after CHARACTER that MySQL has not either", 'op.execute("ALTER TABLE t ALTER c TYPE CHARACTER ⟦SETT⟧")'],
    ["a command of psql", 'op.execute(r"⟦\\⟧d users")'],
    ["the data of a COPY", 'op.execute("""COPY t FROM stdin;\n⟦1⟧\t2\n\\\\.\n""")'],
    ["through a connection", 'op.get_bind().execute(sa.text("SELECT 1 FORM ⟦x⟧"))'],
    ["through the driver", 'op.get_bind().exec_driver_sql("SELECT 1 FORM ⟦x⟧ WHERE a = %s", (1,))'],
    ["the driver's parameters where nothing puts values in", 'op.execute("INSERT INTO t VALUES (⟦%⟧s)")'],
    ["one of several statements", 'op.execute("DROP TABLE a; CREATE ⟦TABEL⟧ b (id int); DROP TABLE c")'],
    ["two of several statements", 'op.execute("DROP ⟦TABEL⟧ a; SELECT 1; DROP ⟦TABEL⟧ c")'],
    [
      "beside statements that have semicolons inside",
      'op.execute("""CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);',
      "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;",
      '⟦SELEC⟧ 1""")',
    ],
    ["before the first part that is not known", 'op.execute(f"CREATE ⟦TABEL⟧ {name} (id integer)")'],
    ["in the body of a DO block: its first line", 'op.execute("""⟦DO $$⟧', "BEGIN", "  RETRUN;", 'END $$""")'],
    ["a constant", 'sql = "CREATE ⟦TABEL⟧ b (id integer)"', "op.execute(sql)"],
    [
      "with letters of more than one byte before",
      "op.execute(\"COMMENT ON TABLE ä IS '😀'; CREATE ⟦TABEL⟧ ü (id integer)\")",
    ],
    ["what stands in the source in another way: the whole statement", 'op.execute("⟦SELECT 1 FORM \\x41⟧")'],
    [
      "a look that is only there in PostgreSQL",
      "if op.get_bind().dialect.name == 'postgresql':",
      '    op.execute("⟦SELEC⟧ 1")',
    ],
  ];
  test.each(found)("%s", (_story, ...lines) =>
    checkCase(rule, { severity: "error", source: upgradeOf(...lines), fixed: null }),
  );

  test("in PostgreSQL's own words", async () => {
    const message = async (sql: string) =>
      findingsOf(await engine(), upgradeOf(`op.execute(${JSON.stringify(sql)})`)).map((finding) => finding.message);
    expect(await message("CREATE TABEL b (id int)")).toEqual([
      `PostgreSQL can't parse this statement: syntax error at or near "TABEL". It always fails: correct it.`,
    ]);
    expect(await message("SELECT 'abc\n and all that follows")).toEqual([
      `PostgreSQL can't parse this statement: unterminated quoted string at or near "'abc…". It always fails: correct it.`,
    ]);
  });

  const silent: readonly [story: string, ...lines: string[]][] = [
    ["SQL that parses", 'op.execute("SELECT 1")'],
    ["nothing but a comment", 'op.execute("-- nothing to do")'],
    ["nothing", 'op.execute("")'],
    ["a DO block", 'op.execute("DO $$ BEGIN IF true THEN RETURN; END IF; END $$")'],
    ["a DO block of which a part is not known", 'op.execute(f"DO $$ BEGIN {body} RETRUN; END $$")'],
    ["a DO block of which a part is left out", 'op.execute("DO $$ BEGIN ... END $$")'],
    ["a DO block in another language", 'op.execute("DO $$ RETRUN $$ LANGUAGE plpython3u")'],
    ["what is left out in an example", 'op.execute("CREATE TRIGGER ... ON auth.users ...")'],
    ["what is left out, as a sign of its own", 'op.execute("CREATE TRIGGER … ON auth.users …")'],
    ["values left out", 'op.execute("INSERT INTO t VALUES (...)")'],
    ["a part that is not known", 'op.execute(f"CREATE TABLE t ({columns}) {more}")'],
    ["a word put together with a part that is not known", 'op.execute(f"CREATE TAB{rest} x y z")'],
    ["after a part that is not known", 'op.execute(f"CREATE TABLE {name} (id integer) FORM")'],
    ["a literal that a part that is not known may close", `op.execute(f"SELECT 'a {rest}")`],
    ["a list as bind parameter", 'op.get_bind().execute(sa.text("DELETE FROM t WHERE id IN :ids"), {"ids": (1, 2)})'],
    ["the driver's parameters", 'op.get_bind().exec_driver_sql("INSERT INTO t VALUES (%s, %(a)s)", (1,))'],
    ["the driver's parameters in a plain string", 'op.get_bind().execute("UPDATE t SET a=%s WHERE id=%s", config, 1)'],
    ["a cursor's parameters", 'op.get_bind().connection.cursor().execute("SELECT * FROM t LIMIT %s", (1,))'],
    ["another database", "if op.get_bind().dialect.name == 'mysql':", '    op.execute("ALTER TABLE t MODIFY a INT")'],
    ["perhaps another database", "if settings.MYSQL:", '    op.execute("ALTER TABLE t MODIFY a INT")'],
    [
      "MySQL's own words for a table",
      'op.execute("ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")',
    ],
    ["MySQL's engine", 'op.execute("ALTER TABLE t ENGINE=InnoDB")'],
    [
      "perhaps another database, of its own",
      "engine = sa.create_engine(URL)",
      'engine.execute("PRAGMA foreign_keys = ON")',
    ],
    ["what may be no connection", 'shell.run("SELEC 1")'],
    ["newer syntax", 'op.execute("ALTER TABLE t ADD CONSTRAINT c NOT NULL a NOT VALID")'],
    [
      "tried in a savepoint",
      "try:",
      "    with op.get_bind().begin_nested():",
      '        op.execute("SELEC 1")',
      "except Exception:",
      "    pass",
    ],
    ["text that is not executed", 'print("CREATE TABEL b (id integer)")'],
  ];
  test.each(silent)("silent: %s", (_story, ...lines) => checkCase(rule, { source: upgradeOf(...lines) }));

  test("silent: an enum value's removal, of which another rule speaks", () =>
    checkCase(rule, {
      source: migration(`def upgrade():\n    op.execute("ALTER TYPE t DROP VALUE 'x'")\n`),
      beside: ["enum-value-removed"],
    }));
});
