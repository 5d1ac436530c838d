import { describe, test } from "vitest";
import { checkCase, upgradeOf } from "../../rule-case.ts";

const rule = "colon-in-sql";

describe("a colon that SQLAlchemy takes for a bind parameter", () => {
  const mended: readonly [story: string, before: readonly string[], after: readonly string[]][] = [
    ["JSON", [`op.execute("""UPDATE t SET a = '{"b"⟦:1⟧}'""")`], [`op.execute("""UPDATE t SET a = '{"b"\\\\:1}'""")`]],
    [
      "in a raw string",
      [`op.execute(r'''UPDATE t SET a = '{"b"⟦:true⟧}' ''')`],
      [`op.execute(r'''UPDATE t SET a = '{"b"\\:true}' ''')`],
    ],
    [
      "several, in quotes that are escaped",
      [`op.execute("UPDATE t SET a = '{\\"b\\"⟦:1⟧, \\"c\\":[], \\"d\\":null}'")`],
      [`op.execute("UPDATE t SET a = '{\\"b\\"\\\\:1, \\"c\\":[], \\"d\\"\\\\:null}'")`],
    ],
    [
      "through sa.text and a connection",
      ["conn = op.get_bind()", `conn.execute(sa.text("UPDATE t SET a = '⟦:x⟧' WHERE b = :b"), {"b": 1})`],
      ["conn = op.get_bind()", `conn.execute(sa.text("UPDATE t SET a = '\\\\:x' WHERE b = :b"), {"b": 1})`],
    ],
    [
      "beside parameters with values of their own",
      [`op.execute(sa.text("UPDATE t SET a = '⟦:x⟧' WHERE b = :b").bindparams(b=1))`],
      [`op.execute(sa.text("UPDATE t SET a = '\\\\:x' WHERE b = :b").bindparams(b=1))`],
    ],
    [
      "in an f-string, beside what is put in",
      [`op.execute(f"""UPDATE {name} SET a = '{{"b"⟦:1⟧}}'""")`],
      [`op.execute(f"""UPDATE {name} SET a = '{{"b"\\\\:1}}'""")`],
    ],
    [
      "in one of several strings in a row",
      ["op.execute(", `    "UPDATE t SET a = "  # why`, `    r"'⟦:x⟧', b = "`, `    "':y'"`, ")"],
      ["op.execute(", `    "UPDATE t SET a = "  # why`, `    r"'\\:x', b = "`, `    "'\\\\:y'"`, ")"],
    ],
    [
      "in a name",
      [`op.execute('ALTER TABLE t DROP COLUMN IF EXISTS "a ⟦:b⟧"')`],
      [`op.execute('ALTER TABLE t DROP COLUMN IF EXISTS "a \\\\:b"')`],
    ],
    ["in a comment", [`op.execute("SELECT 1 -- see ⟦:issue⟧")`], [`op.execute("SELECT 1 -- see \\\\:issue")`]],
    ["in a slice", [`op.execute("SELECT a[⟦:2⟧] FROM t")`], [`op.execute("SELECT a[\\\\:2] FROM t")`]],
    [
      "in a text that is made before",
      [`statement = sa.text("COMMENT ON TABLE t IS 'a ⟦:b⟧'")`, "op.get_bind().execute(statement)"],
      [`statement = sa.text("COMMENT ON TABLE t IS 'a \\\\:b'")`, "op.get_bind().execute(statement)"],
    ],
    [
      "with a dollar in the word",
      [`op.execute("COMMENT ON TABLE t IS 'a ⟦:b$c⟧ $:d'")`],
      [`op.execute("COMMENT ON TABLE t IS 'a \\\\:b$c $:d'")`],
    ],
    [
      "in a function's body",
      [`op.execute("""CREATE OR REPLACE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT ' ⟦:x⟧' $$""")`],
      [`op.execute("""CREATE OR REPLACE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT ' \\\\:x' $$""")`],
    ],
    [
      "in a text of several statements, once",
      [`op.execute("COMMENT ON TABLE t IS 'a ⟦:b⟧'; COMMENT ON TABLE u IS 'c :d'")`],
      [`op.execute("COMMENT ON TABLE t IS 'a \\\\:b'; COMMENT ON TABLE u IS 'c \\\\:d'")`],
    ],
    [
      "in a loop",
      ["for name in ['t', 'u']:", `    op.execute(f"COMMENT ON TABLE {name} IS 'a ⟦:b⟧'")`],
      ["for name in ['t', 'u']:", `    op.execute(f"COMMENT ON TABLE {name} IS 'a \\\\:b'")`],
    ],
    [
      "with letters of more than one byte before",
      [`op.execute("COMMENT ON TABLE t IS 'ü 😀 ⟦:b⟧'")`],
      [`op.execute("COMMENT ON TABLE t IS 'ü 😀 \\\\:b'")`],
    ],
  ];
  test.each(mended)("%s", (_story, before, after) =>
    checkCase(rule, { severity: "error", source: upgradeOf(...before), fixed: upgradeOf(...after) }),
  );

  const unmended: readonly [story: string, ...lines: string[]][] = [
    ["a constant, which may have other uses", `sql = "COMMENT ON TABLE t IS 'a ⟦:b⟧'"`, "op.execute(sql)"],
    ["a colon that is not written out", `op.execute("⟦COMMENT ON TABLE t IS 'a \\x3ab'⟧")`],
  ];
  test.each(unmended)("no fix: %s", (_story, ...lines) =>
    checkCase(rule, { source: upgradeOf(...lines), fixed: null, unsafe: true }),
  );

  test("a text with thousands of them is scanned once", () => {
    const rows = (colon: string) => Array.from({ length: 2000 }, (_, key) => `('{"k"${colon}${key}}')`).join(", ");
    return checkCase(rule, {
      source: upgradeOf(`op.execute("""INSERT INTO t VALUES ${rows(":").replace(":0", "⟦:0⟧")}""")`),
      fixed: upgradeOf(`op.execute("""INSERT INTO t VALUES ${rows("\\\\:")}""")`),
    });
  });

  const silent: readonly [story: string, ...lines: string[]][] = [
    ["escaped", `op.execute("COMMENT ON TABLE t IS 'a \\\\:b'")`],
    ["escaped in a raw string", `op.execute(r"COMMENT ON TABLE t IS 'a \\:b'")`],
    ["a blank after the colon", `op.execute("""UPDATE t SET a = '{"b": 1}'""")`],
    ["a text after the colon", `op.execute("""UPDATE t SET a = '{"b":"c"}'""")`],
    ["a time, an address", `op.execute("UPDATE t SET a = '12:30', b = 'http://x.org:80'")`],
    ["a cast", `op.execute("SELECT 'a'::text, b::int[]")`],
    ["a slice of two numbers", 'op.execute("SELECT a[1:2] FROM t")'],
    ["the driver's own execution", `op.get_bind().exec_driver_sql("COMMENT ON TABLE t IS 'a :b'")`],
    ["a plain string, which goes to the driver", `op.get_bind().execute("COMMENT ON TABLE t IS 'a :b'")`],
    ["sa.DDL", `op.execute(sa.DDL("COMMENT ON TABLE t IS 'a :b'"))`],
    ["a parameter, whose value may be missing", 'op.execute("UPDATE t SET a = :value")'],
    ["a value for it", `op.get_bind().execute(sa.text("SELECT ':x'"), {"x": 1})`],
    ["a value for it by keyword", `op.get_bind().execute(sa.text("SELECT ':x'"), x=1)`],
    ["a value for it in bindparams", `op.execute(sa.text("SELECT ':x'").bindparams(sa.bindparam("x", 1)))`],
    ["values that are not known", `op.get_bind().execute(sa.text("SELECT ':x'"), values)`],
    ["bindparams that are not known", `op.execute(sa.text("SELECT ':x'").bindparams(**values))`],
    ["a word before that is not known", `op.execute(f"UPDATE t SET a = '{hour}:30'")`],
    ["a word that goes on in a way that is not known", `op.execute(f"UPDATE t SET a = ' :b{rest}'")`],
    ["text that is not executed", `sa.text("SELECT ':x'")`],
  ];
  test.each(silent)("silent: %s", (_story, ...lines) => checkCase(rule, { source: upgradeOf(...lines) }));
});
