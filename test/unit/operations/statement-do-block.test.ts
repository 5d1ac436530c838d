import { describe, expect, test } from "vitest";
import { linesOf, scriptOf } from "./directive-lines.ts";

const isType = "EXISTS (SELECT 1 FROM pg_type WHERE typname = 'x')";
const create = "CREATE TYPE x AS ENUM ('a');";

/** A body, and the operations of its DO block as lines. */
type Case = [story: string, body: string, lines: string[]];

async function check(_story: string, body: string, expected: readonly string[]): Promise<void> {
  expect(await linesOf(`op.execute(${JSON.stringify(`DO $$ ${body} $$;`)})`)).toEqual(expected);
}

describe("what is checked and caught", () => {
  test.each<Case>([
    ["nothing", `BEGIN ${create} END`, ["create type x: a"]],
    ["IF NOT EXISTS", `BEGIN IF NOT ${isType} THEN ${create} END IF; END`, ["create type x: a [catalog: no type x]"]],
    [
      "ELSE",
      `BEGIN IF ${isType} THEN DROP TYPE x; ELSE ${create} END IF; END`,
      ["drop type x [catalog: type x]", "create type x: a [catalog: no type x]"],
    ],
    [
      "ELSIF",
      `BEGIN IF ${isType} THEN NULL; ELSIF to_regclass('s.t') IS NULL THEN ${create} END IF; END`,
      ["create type x: a [catalog: no type x] [regclass: no relation s.t]"],
    ],
    [
      "AND",
      `BEGIN IF NOT ${isType} AND to_regclass('t') IS NOT NULL THEN ${create} END IF; END`,
      ["create type x: a [catalog: no type x] [regclass: relation t]"],
    ],
    [
      "RETURN",
      `BEGIN IF ${isType} THEN RETURN; END IF; ${create} DROP TABLE t; END`,
      ["create type x: a [catalog: no type x]", "drop table t [catalog: no type x]"],
    ],
    [
      "RETURN in the ELSE",
      `BEGIN IF NOT ${isType} THEN NULL; ELSE RETURN; END IF; ${create} END`,
      ["create type x: a [catalog: no type x]"],
    ],
    ["nothing after an IF that goes on", `BEGIN IF ${isType} THEN NULL; END IF; ${create} END`, ["create type x: a"]],
    [
      "a count",
      `BEGIN IF (SELECT count(*) FROM pg_type WHERE typname = 'x') = 0 THEN ${create} END IF; END`,
      ["create type x: a [catalog: no type x]"],
    ],
    [
      "a variable that EXISTS was selected into",
      `DECLARE e boolean; BEGIN SELECT ${isType} INTO e; IF NOT e THEN ${create} END IF; END`,
      ["query", "create type x: a [catalog: no type x]"],
    ],
    [
      "a variable that EXISTS was assigned to",
      `DECLARE e boolean; BEGIN e := ${isType}; IF NOT e THEN ${create} END IF; END`,
      ["create type x: a [catalog: no type x]"],
    ],
    [
      "a variable that was assigned anew",
      `DECLARE e boolean := ${isType}; BEGIN IF random() > 0.5 THEN e := true; END IF; IF NOT e THEN ${create} END IF; END`,
      ["create type x: a [query]"],
    ],
    [
      "FOUND",
      `BEGIN PERFORM 1 FROM pg_type WHERE typname = 'x'; IF NOT FOUND THEN ${create} END IF; END`,
      ["query", "create type x: a [catalog: no type x]"],
    ],
    [
      "a name in a variable",
      `DECLARE n text := 'x'; BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = n) THEN ${create} END IF; END`,
      ["create type x: a [catalog: no type x]"],
    ],
    [
      "another query",
      "BEGIN IF EXISTS (SELECT 1 FROM users) THEN DROP TABLE users; END IF; END",
      ["drop table users [query]"],
    ],
    [
      "a setting",
      "BEGIN IF current_setting('server_version_num')::int >= 120000 THEN DROP TABLE t; END IF; END",
      ["drop table t [gate]"],
    ],
    ["EXCEPTION", `BEGIN ${create} EXCEPTION WHEN duplicate_object THEN NULL; END`, ["create type x: a [handler]"]],
    [
      "EXCEPTION of an inner block",
      `BEGIN DROP TABLE t; BEGIN ${create} EXCEPTION WHEN duplicate_object THEN RAISE NOTICE 'x'; END; DROP TABLE u; END`,
      ["drop table t", "create type x: a [handler]", "drop table u"],
    ],
    ["EXCEPTION that raises again", `BEGIN ${create} EXCEPTION WHEN OTHERS THEN RAISE; END`, ["create type x: a"]],
    [
      "what a handler does",
      `BEGIN ${create} EXCEPTION WHEN duplicate_object THEN DROP TABLE t; END`,
      ["create type x: a [handler]", "drop table t [query]"],
    ],
    [
      "CASE",
      "BEGIN CASE WHEN to_regclass('t') IS NOT NULL THEN DROP TABLE t; ELSE NULL; END CASE; END",
      ["drop table t [regclass: relation t]"],
    ],
  ])("%s", check);
});

describe("what is run", () => {
  test.each<Case>([
    ["several statements", "BEGIN DROP TABLE a; DROP TABLE b; END", ["drop table a", "drop table b"]],
    ["EXECUTE of a literal", "BEGIN EXECUTE 'DROP TABLE a'; END", ["drop table a"]],
    ["EXECUTE of several", "BEGIN EXECUTE 'DROP TABLE a; DROP TABLE b'; END", ["drop table a", "drop table b"]],
    [
      "EXECUTE of a text put together",
      "DECLARE n text := 'a'; BEGIN EXECUTE 'DROP TABLE ' || quote_ident(n) || ' CASCADE'; END",
      ["drop table a cascade"],
    ],
    [
      "EXECUTE of format()",
      "BEGIN EXECUTE format('ALTER TYPE %I.%I ADD VALUE %L', 's', 'Mood', 'it''s'); END",
      ["add value it's to enum s.Mood"],
    ],
    [
      "format() with numbered arguments",
      "BEGIN EXECUTE format('DROP TABLE %2$I.%1$s', 'a', 's'); END",
      ["drop table s.a"],
    ],
    [
      "EXECUTE with an unknown name",
      "DECLARE r record; BEGIN FOR r IN SELECT relname FROM pg_class LOOP EXECUTE format('DROP TABLE s.%I', r.relname); END LOOP; END",
      ["drop table s.? [query]"],
    ],
    [
      "EXECUTE of an unknown text",
      "DECLARE r record; BEGIN FOR r IN SELECT 1 LOOP EXECUTE r.command; END LOOP; END",
      ["opaque sql [query]"],
    ],
    [
      "FOREACH over literals",
      "DECLARE v text; BEGIN FOREACH v IN ARRAY ARRAY['a', 'b']::text[] LOOP EXECUTE format('DROP TABLE %I', v); END LOOP; END",
      ["drop table a", "drop table b"],
    ],
    [
      "a variable that a loop changes",
      "DECLARE v text := 'a'; BEGIN LOOP EXECUTE format('DROP TABLE %I', v); v := v || 'x'; END LOOP; END",
      ["drop table ?"],
    ],
    ["PERFORM", "BEGIN PERFORM setval('q', 1); END", ["query"]],
    [
      "COMMIT",
      "BEGIN DROP TABLE a; COMMIT; ROLLBACK; END",
      ["drop table a", "commit (transaction control)", "rollback (transaction control)"],
    ],
    [
      "INSERT … RETURNING INTO",
      "DECLARE i int; BEGIN INSERT INTO t (a) VALUES ('x') RETURNING id INTO i; END",
      ["insert into t (a ?): (x)"],
    ],
    ["nothing after RETURN", "BEGIN RETURN; DROP TABLE a; END", ["DO"]],
    ["no SQL", "BEGIN RAISE NOTICE 'x'; END", ["DO"]],
    ["half typed", "BEGIN IF x THEN", ["broken sql"]],
  ])("%s", check);

  test("another language", async () => {
    expect(await linesOf(`op.execute("DO LANGUAGE plpython3u $$ plpy.execute('DROP TABLE a') $$")`)).toEqual(["DO"]);
  });

  test("a body in single quotes", async () => {
    expect(await linesOf(`op.execute("DO 'BEGIN INSERT INTO t VALUES (''a''); END'")`)).toEqual([
      "insert into t (): (a)",
    ]);
  });
});

/** The texts of the ranges of a migration's operations, and of their guards. */
async function ranges(sql: string): Promise<unknown> {
  const script = await scriptOf(`op.execute(${sql})`);
  const textOf = ({ start, end }: { start: number; end: number }) => script.source.slice(start, end);
  return script.operations.map((operation) => [textOf(operation), ...operation.guards.map(textOf)]);
}

describe("where it stands", () => {
  test("statements, conditions and handlers of a body over several lines", async () => {
    expect(
      await ranges(
        `"""
        -- naïve 😀
        DO $body$
        BEGIN
            DROP TABLE a; DROP TABLE a;
            -- DROP TABLE b
            IF to_regclass('b') IS NOT NULL THEN
                DROP TABLE b;
            END IF;
            SELECT 1 INTO STRICT n FROM t;
        EXCEPTION WHEN undefined_table OR duplicate_object THEN
            NULL;
        END
        $body$;
    """`.replace("BEGIN", "DECLARE n int;\n        BEGIN"),
      ),
    ).toEqual([
      ["DROP TABLE a", "EXCEPTION WHEN undefined_table OR duplicate_object"],
      ["DROP TABLE a", "EXCEPTION WHEN undefined_table OR duplicate_object"],
      ["DROP TABLE b", "EXCEPTION WHEN undefined_table OR duplicate_object", "to_regclass('b') IS NOT NULL"],
      ["SELECT 1 INTO STRICT n FROM t", "EXCEPTION WHEN undefined_table OR duplicate_object"],
    ]);
  });

  test("not the comment that says the same", async () => {
    const script = await scriptOf(`op.execute("""DO $$ BEGIN\n-- DROP TABLE a\nDROP TABLE a;\nEND $$""")`);
    expect(script.operations.map(({ start }) => start)).toEqual([script.source.lastIndexOf("DROP TABLE a")]);
  });

  test("of two equal statements, each its own", async () => {
    const script = await scriptOf(`op.execute("DO $$ BEGIN DROP TABLE a; DROP TABLE a; END $$")`);
    const [first, second] = script.operations;
    expect(second?.start).toBeGreaterThan(first?.end ?? Number.NaN);
  });

  test("EXECUTE: the literal's text, else the expression", async () => {
    expect(await ranges(`"DO $$ BEGIN EXECUTE 'DROP TABLE a'; EXECUTE format('DROP TABLE %I', 'b'); END $$"`)).toEqual([
      ["DROP TABLE a"],
      ["format('DROP TABLE %I', 'b')"],
    ]);
  });

  test("a body whose text is not found as it stands: the whole statement", async () => {
    expect(await ranges(`"DO 'BEGIN INSERT INTO t VALUES (''a''); END'"`)).toEqual([
      ["DO 'BEGIN INSERT INTO t VALUES (''a''); END'"],
    ]);
  });
});

test("conditions by SQLSTATE have their names", async () => {
  const script = await scriptOf(
    `op.execute("DO $$ BEGIN DROP TABLE a; EXCEPTION WHEN SQLSTATE '42P01' OR duplicate_object THEN NULL; END $$")`,
  );
  expect(script.operations[0]?.guards[0]).toMatchObject({
    kind: "handler",
    conditions: ["undefined_table", "duplicate_object"],
  });
});

test("operations are known to run in a DO block", async () => {
  const script = await scriptOf(`op.execute("DO $$ BEGIN DROP TABLE a; END $$; DROP TABLE b")`);
  expect(script.operations.map(({ inDoBlock }) => inDoBlock)).toEqual([true, false]);
});

describe("how deep it is nested", () => {
  const nested = (depth: number) => `BEGIN ${"IF a > 0 THEN ".repeat(depth)} ${create} ${"END IF; ".repeat(depth)} END`;

  test("deeper than people nest, it is read", async () => {
    const [line] = await linesOf(`op.execute(${JSON.stringify(`DO $$ ${nested(60)} $$;`)})`);
    expect(line).toContain("create type x: a");
  });

  test.each([150, 1_500, 20_000])("%i levels are left unread, however much stack there is", async (depth) => {
    expect(await linesOf(`op.execute(${JSON.stringify(`DO $$ ${nested(depth)} $$;`)})`)).toEqual(["DO"]);
  });
});
