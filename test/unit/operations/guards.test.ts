import { describe, expect, test } from "vitest";
import type { Guard } from "../../../server/src/migration/guard.ts";
import { engine } from "../../engine.ts";
import { migration } from "../../rule-case.ts";

/** The guards of each operation but queries, as `+column t.x (inspector) [the condition]`. */
async function guards(body: string): Promise<readonly string[]> {
  const loaded = await engine();
  const source = migration(
    body,
    "from sqlalchemy import Inspector, inspect\nfrom app.helpers import column_exists, fk_missing, index_exists, table_exists",
  );
  const script = loaded.read(source, true);
  if (script === null) throw new Error("no migration");
  return script.operations
    .filter(({ guards: given, kind }) => given.length > 0 || !["query", "command"].includes(kind))
    .map(({ guards: given }) => given.map((guard) => inWords(guard, source)).join(" "));
}

function inWords(guard: Guard, source: string): string {
  const condition = `[${source.slice(guard.start, guard.end)}]`;
  if (guard.kind !== "existence") return guard.kind + condition;
  const { type, schema, table, name } = guard.object;
  const names = [schema, table, name].flatMap((each) => (each === null ? [] : (each.text ?? "?")));
  return `${guard.exists ? "+" : "-"}${type} ${names.join(".")} (${guard.by})${condition}`;
}

/** The statements of `upgrade`, with an inspector at hand; `ADD` and `DROP` stand for operations. */
function upgrade(body: string): string {
  const statements = body.replaceAll("ADD", 'op.create_table("n")').replaceAll("DROP", 'op.drop_table("n")');
  return `def upgrade():
    bind = op.get_bind()
    insp = inspect(bind)
${statements.replace(/^(?=.)/gm, "    ")}`;
}

describe("where a condition stands", () => {
  const has = "insp.has_table";
  test.each([
    ["around", `if not ${has}("t"):\n    ADD\n`, [`-table t (inspector)[not ${has}("t")]`]],
    ["early return", `if ${has}("t"):\n    return\nADD\n`, [`-table t (inspector)[${has}("t")]`]],
    ["early raise", `if not ${has}("t"):\n    raise ValueError()\nDROP\n`, [`+table t (inspector)[not ${has}("t")]`]],
    [
      "if and else",
      `if ${has}("t"):\n    DROP\nelse:\n    ADD\n`,
      [`+table t (inspector)[${has}("t")]`, `-table t (inspector)[${has}("t")]`],
    ],
    [
      "elif",
      `if ${has}("t"):\n    DROP\nelif ${has}("u"):\n    DROP\nelse:\n    ADD\n`,
      [
        `+table t (inspector)[${has}("t")]`,
        `-table t (inspector)[${has}("t")] +table u (inspector)[${has}("u")]`,
        `-table t (inspector)[${has}("t")] -table u (inspector)[${has}("u")]`,
      ],
    ],
    [
      "return from one of several branches",
      `if ${has}("t"):\n    return\nelif ${has}("u"):\n    DROP\nADD\n`,
      [`-table t (inspector)[${has}("t")] +table u (inspector)[${has}("u")]`, `-table t (inspector)[${has}("t")]`],
    ],
    [
      "continue in a loop",
      `for t in ("a", "b"):\n    if ${has}(t):\n        continue\n    ADD\nADD\n`,
      [`-table a (inspector)[${has}(t)]`, `-table b (inspector)[${has}(t)]`, ""],
    ],
    [
      "a list that was added to before its loop",
      `names = ["a"]\nif ${has}("t"):\n    names += ["t"]\nfor name in names:\n    op.drop_table(name)\n`,
      ["", "+table t (inspector)[names]"],
    ],
    [
      "a list that was added to under a condition, and then without one",
      `names = ["a"]\nif ${has}("t"):\n    names.append("t")\nnames.append("b")\nfor name in names:\n    op.drop_table(name)\n`,
      ["", "+table t (inspector)[names]", "+table t (inspector)[names]", "-table t (inspector)[names]"],
    ],
    [
      "a list that each turn of a loop may have added to",
      `names = []\nfor old in insp.get_table_names():\n    if ${has}(old):\n        names.append("t")\nfor name in names:\n    op.drop_table(name)\nADD\n`,
      ["", ""],
    ],
    [
      "one of two lists",
      `for name in ["a", "b"] if ${has}("t") else ["c"]:\n    op.drop_table(name)\n`,
      [
        `+table t (inspector)[["a", "b"] if ${has}("t") else ["c"]]`,
        `+table t (inspector)[["a", "b"] if ${has}("t") else ["c"]]`,
        `-table t (inspector)[["a", "b"] if ${has}("t") else ["c"]]`,
      ],
    ],
    ["while", `while not ${has}("t"):\n    ADD\n`, [`-table t (inspector)[not ${has}("t")]`]],
    [
      "walrus",
      `if (there := ${has}("t")) and bind:\n    DROP\n`,
      [`+table t (inspector)[(there := ${has}("t")) and bind]`],
    ],
    ["a conditional expression", `ADD if not ${has}("t") else None\n`, [`-table t (inspector)[not ${has}("t")]`]],
    ["or", `${has}("t") or ADD\n`, [`-table t (inspector)[${has}("t")]`]],
    ["and", `${has}("t") and DROP\n`, [`+table t (inspector)[${has}("t")]`]],
    [
      "return from a nested if that may not be reached",
      `if x():\n    if ${has}("t"):\n        return\nADD\n`,
      ["query[x()]"],
    ],
    [
      "return from a with",
      `with op.get_context().autocommit_block():\n    if ${has}("t"):\n        return\nADD\n`,
      [`-table t (inspector)[${has}("t")]`],
    ],
    [
      "return from a try whose handler goes on",
      `try:\n    if ${has}("t"):\n        return\nexcept Exception:\n    pass\nADD\n`,
      [""],
    ],
    [
      "break, and the loop's else",
      `for c in insp.get_columns("t"):\n    if c["name"] == "x":\n        break\nelse:\n    ADD\n`,
      ['-column t.x (inspector)[insp.get_columns("t")]'],
    ],
    [
      "a flag",
      `found = False\nif ${has}("t"):\n    found = True\nif not found:\n    ADD\n`,
      ["-table t (inspector)[not found]"],
    ],
    [
      "a flag that a loop sets",
      'found = False\nfor c in insp.get_columns("t"):\n    if c["name"] == "x":\n        found = True\n        break\nif not found:\n    ADD\n',
      ["-column t.x (inspector)[not found]"],
    ],
    [
      "a flag that a loop sets and goes on",
      'found = False\nfor c in insp.get_columns("t"):\n    if c["name"] == "x":\n        found = True\nif not found:\n    ADD\n',
      ["-column t.x (inspector)[not found]"],
    ],
    ["a gate", "if settings.x:\n    return\nADD\n", ["gate[settings.x]"]],
    [
      "a gate beside a check",
      `if settings.x and ${has}("t"):\n    DROP\n`,
      [`+table t (inspector)[settings.x and ${has}("t")]`],
    ],
    ["a gate instead of a check", `if settings.x or ${has}("t"):\n    DROP\n`, [`query[settings.x or ${has}("t")]`]],
    ["the dialect", `if bind.dialect.name != "postgresql":\n    return\nADD\n`, [""]],
  ])("%s", async (_, body, expected) => {
    expect(await guards(upgrade(body))).toEqual(expected);
  });
});

describe("what the inspector is asked", () => {
  const listing = (method: string, more = "") => `[x["name"] for x in insp.${method}("t"${more})]`;
  test.each([
    ['insp.has_table("t", schema="s")', "table s.t"],
    ['bind.dialect.has_table(bind, "t", schema="s")', "table s.t"],
    ['bind.engine.dialect.has_table(bind.engine, "t")', "table t"],
    ['bind.engine.has_table("t")', "table t"],
    ['Inspector.from_engine(bind).has_table("t")', "table t"],
    ['"t" in insp.get_table_names()', "table t"],
    ['"t" in set(insp.get_table_names(schema="s"))', "table s.t"],
    ['"v" in insp.get_view_names()', "view v"],
    ['"m" in insp.get_materialized_view_names()', "materialized view m"],
    ['"q" in insp.get_sequence_names()', "sequence q"],
    ['"s" in insp.get_schema_names()', "schema s"],
    ['"e" in [e["name"] for e in insp.get_enums()]', "type e"],
    [`"x" in ${listing("get_columns", ', schema="s"')}`, "column s.t.x"],
    [`"x" in ${listing("get_indexes")}`, "index t.x"],
    [`"x" in ${listing("get_foreign_keys")}`, "constraint t.x"],
    [`"x" in ${listing("get_unique_constraints")}`, "constraint t.x"],
    [`"x" in ${listing("get_check_constraints")}`, "constraint t.x"],
    ['insp.get_pk_constraint("t")["name"] == "x"', "constraint t.x"],
    ['"x" in {c["name"].lower() for c in insp.get_columns("t")}', "column t.x"],
    ['"x" in {c["name"]: c for c in insp.get_columns("t")}', "column t.x"],
    ['"x" in sorted(c.get("name") for c in insp.get_columns("t"))', "column t.x"],
    ['any(c["name"] == "x" for c in insp.get_columns("t"))', "column t.x"],
    ['any("x" == c["name"] for c in insp.get_columns("t")) is True', "column t.x"],
    ['not all(c["name"] != "x" for c in insp.get_columns("t"))', "column t.x"],
    ['next((c for c in insp.get_columns("t") if c["name"] == "x"), None) is not None', "column t.x"],
    ['bool([c for c in insp.get_columns("t") if c["name"] == "x"])', "column t.x"],
    ['len([c for c in insp.get_columns("t") if c["name"] == "x"]) > 0', "column t.x"],
    ['0 < len([c for c in insp.get_columns("t") if c["name"] == "x"])', "column t.x"],
    ['"t" in sa.MetaData().tables', "table t"],
    ['"x" in sa.Table("t", sa.MetaData(), autoload_with=bind).c', "column t.x"],
  ])("%s", async (condition, object) => {
    const [there, absent] = await guards(upgrade(`if ${condition}:\n    DROP\nelse:\n    ADD\n`));
    expect([there, absent]).toEqual([`+${object} (inspector)[${condition}]`, `-${object} (inspector)[${condition}]`]);
  });

  test.each([
    // One that is something else says nothing about the others.
    'any(c["name"] != "x" for c in insp.get_columns("t"))',
    'any(c["type"] == "x" for c in insp.get_columns("t"))',
    'len(insp.get_columns("t")) > 3',
    'insp.get_columns("t")[0]["nullable"]',
    'insp.get_table_comment("t")["text"]',
    '"x" in insp.get_foreign_keys("t")[0]["constrained_columns"]',
  ])("%s asks something else", async (condition) => {
    const given = await guards(upgrade(`if ${condition}:\n    DROP\nelse:\n    ADD\n`));
    expect(given).toEqual([`query[${condition}]`, `query[${condition}]`]);
  });

  test("a filtered listing says nothing of what it lacks", async () => {
    const condition = '"x" in [c["name"] for c in insp.get_columns("t") if c["nullable"]]';
    const given = await guards(upgrade(`if ${condition}:\n    DROP\nelse:\n    ADD\n`));
    expect(given).toEqual([`+column t.x (inspector)[${condition}]`, `query[${condition}]`]);
  });

  test("an element of a loop says what it is, not what the others are", async () => {
    const body = 'for c in insp.get_columns("t"):\n    if c["name"] == "x":\n        DROP\n    else:\n        ADD\n';
    expect(await guards(upgrade(body))).toEqual([
      '+column t.x (inspector)[c["name"] == "x"]',
      'query[c["name"] == "x"]',
    ]);
  });

  test.each([
    ['for n in {"a", "b"} - {c["name"] for c in insp.get_columns("t")}:\n    ADD\n', "-"],
    [
      'present = {c["name"] for c in insp.get_columns("t")}\nfor n in [n for n in ("a", "b") if n not in present]:\n    ADD\n',
      "-",
    ],
    ['present = {c["name"] for c in insp.get_columns("t")}\nfor n in present & {"a", "b"}:\n    ADD\n', "+"],
  ])("each of what is missing is checked: %s", async (body, sign) => {
    const given = await guards(upgrade(body));
    expect(given.map((each) => each.slice(0, each.indexOf(" (")))).toEqual([`${sign}column t.a`, `${sign}column t.b`]);
  });
});

describe("what the catalog is asked", () => {
  const row = "SELECT 1 FROM pg_type WHERE typname = 'mood'";
  const exists = `SELECT EXISTS (${row})`;
  const count = "SELECT count(*) FROM pg_type WHERE typname = 'mood'";
  const regtype = "SELECT to_regtype('mood')";
  const run = (sql: string) => `bind.execute(sa.text("${sql}"))`;
  test.each([
    [`${run(row)}.fetchone()`],
    [`${run(row)}.first() is not None`],
    [`${run(row)}.scalar()`],
    [`${run(row)}.scalar() == 1`],
    [`${run(row)}.scalar_one_or_none() is not None`],
    [`${run(row)}.fetchall()`],
    [`len(${run(row)}.fetchall()) > 0`],
    [`${run(row)}.rowcount > 0`],
    [`${run(row)}.scalars().first()`],
    [`bind.scalar(sa.text("${row}"))`],
    [`list(${run(row)})`],
    [`${run(exists)}.scalar()`],
    [`${run(exists)}.scalar() is True`],
    [`${run(exists)}.fetchone()[0]`],
    [`bool(${run(exists)}.scalar())`],
    [`${run(exists)}.first().exists`],
    [`${run(count)}.scalar() > 0`],
    [`${run(count)}.scalar() != 0`],
    [`${run(count)}.scalar() >= 1`],
    [`int(${run(count)}.scalar()) == 1`],
    [`${run(count)}.fetchone()[0]`],
  ])("%s", async (condition) => {
    const [there, absent] = await guards(upgrade(`if ${condition}:\n    DROP\nelse:\n    ADD\n`));
    expect([there, absent]).toEqual([`+type mood (catalog)[${condition}]`, `-type mood (catalog)[${condition}]`]);
  });

  test.each([
    // EXISTS and count(*) give a row, and no None, in any case.
    [`${run(exists)}.fetchone()`],
    [`${run(exists)}.scalar() is not None`],
    [`${run(count)}.first() is not None`],
    [`${run(regtype)}.fetchone()`],
    [`${run(row)}`],
    [`${run(count)}.scalar() > 1`],
    [`${run("SELECT 1 FROM mood")}.scalar()`],
  ])("%s does not tell", async (condition) => {
    expect(await guards(upgrade(`if ${condition}:\n    DROP\n`))).toEqual([`query[${condition}]`]);
  });

  test.each([
    [`bind.execute(sa.text("SELECT 1 FROM pg_type WHERE typname = :t"), {"t": "mood"}).scalar()`],
    [`bind.execute(sa.text("SELECT 1 FROM pg_type WHERE typname = :t").bindparams(t="mood")).scalar()`],
    [`bind.execute(sa.text("SELECT 1 FROM pg_type WHERE typname = :t").params({"t": "mood"})).scalar()`],
    [
      `bind.execute(sa.text("SELECT 1 FROM pg_type WHERE typname = :t").bindparams(sa.bindparam("t", "mood"))).scalar()`,
    ],
    [`bind.execute(sa.text("SELECT 1 FROM pg_type WHERE typname = :t"), t="mood").scalar()`],
    [`bind.scalar(sa.text("SELECT 1 FROM pg_type WHERE typname = :t"), parameters=dict(t="mood"))`],
  ])("bind parameters: %s", async (condition) => {
    expect(await guards(upgrade(`if ${condition}:\n    DROP\n`))).toEqual([`+type mood (catalog)[${condition}]`]);
  });

  const columns = "SELECT column_name FROM information_schema.columns WHERE table_name = 't'";
  test.each([
    [`"x" in [r[0] for r in ${run(columns)}]`],
    [`"x" in {r.column_name for r in ${run(columns)}.fetchall()}`],
    [`"x" in [n for (n,) in ${run(columns)}]`],
    [`"x" in ${run(columns)}.scalars().all()`],
    [`("x",) in ${run(columns)}.fetchall()`],
  ])("lists: %s", async (condition) => {
    const given = await guards(upgrade(`if ${condition}:\n    DROP\n`));
    expect(given).toEqual([`+column t.x (information_schema)[${condition}]`]);
  });
});

describe("helper functions", () => {
  test.each([
    [
      "return in a loop",
      'for c in inspect(op.get_bind()).get_columns(t):\n        if c["name"] == x:\n            return True\n    return False',
    ],
    ["any", 'return any(c["name"] == x for c in inspect(op.get_bind()).get_columns(t))'],
    [
      "several returns",
      'insp = inspect(op.get_bind())\n    if not insp.has_table(t):\n        return False\n    return x in [c["name"] for c in insp.get_columns(t)]',
    ],
    [
      "an else",
      'if x in [c["name"] for c in inspect(op.get_bind()).get_columns(t)]:\n        return True\n    else:\n        return False',
    ],
    [
      "a handler",
      'try:\n        return x in [c["name"] for c in inspect(op.get_bind()).get_columns(t)]\n    except Exception:\n        return False',
    ],
  ])("of the file: %s", async (_, body) => {
    const given = await guards(
      `def there(t, x):\n    ${body}\n\ndef upgrade():\n    if not there("t", "x"):\n        op.create_table("n")\n`,
    );
    expect(given).toEqual(['-column t.x (inspector)[not there("t", "x")]']);
  });

  test.each([
    ['table_exists("t")', ["+table t", "-table t"]],
    ['table_exists(bind, "t")', ["+table t", "-table t"]],
    ['column_exists("t", "x")', ["+column t.x", "-column t.x"]],
    ['column_exists(column_name="x", table_name="t", schema="s")', ["+column s.t.x", "-column s.t.x"]],
    ['index_exists("ix_t_a", "t")', ["+index t.ix_t_a", "-index t.ix_t_a"]],
    ['index_exists("t", "ix_t_a")', ["+index t.ix_t_a", "-index t.ix_t_a"]],
    ['fk_missing("fk_a", table="t")', ["-constraint t.fk_a", "+constraint t.fk_a"]],
    // Which is which?
    ['index_exists("a", "b")', ["query", "query"]],
    ['column_exists("x")', ["query", "query"]],
  ])("by their names: %s", async (condition, expected) => {
    const given = await guards(upgrade(`if ${condition}:\n    DROP\nelse:\n    ADD\n`));
    expect(given.map((each) => each.replace(/( \(helper\))?\[.*/, ""))).toEqual(expected);
  });

  test("a file's own, where its body does not tell", async () => {
    const given = await guards(
      'def table_exists(t):\n    try:\n        op.get_bind().execute(sa.text(f"SELECT 1 FROM {t}"))\n        return True\n    except Exception:\n        return False\n\ndef upgrade():\n    if not table_exists("t"):\n        op.create_table("t")\n',
    );
    expect(given).toEqual(['-table t (helper)[not table_exists("t")]']);
  });
});

describe("handlers of what an answer does not have", () => {
  const rows = 'rows = bind.execute(sa.text("SELECT id FROM t")).fetchall()\n';
  const result = 'bind.execute(sa.select(items.c.id).where(items.c.name == "x"))';

  /** The guards of an operation in the handler of `classes`, around this body. */
  function handled(body: string, classes: string, before = ""): Promise<readonly string[]> {
    return guards(upgrade(`${before}try:\n    ${body}\nexcept ${classes}:\n    ADD\n`));
  }

  test.each([
    ["the first row", "x = rows[0]", "IndexError"],
    ["the last row", "x = rows[-1][0]", "IndexError"],
    ["the first row, of any lookup", "x = rows[0]", "LookupError"],
    ["a key", 'x = {row.name: row.id for row in rows}["x"]', "KeyError"],
    ["the first of an iterator", "x = next(iter(rows))", "StopIteration"],
    ["the first that passes a test", "x = next(row for row in rows if row.name)", "StopIteration"],
    ["None in place of a row", `x = ${result}.fetchone()[0]`, "TypeError"],
    ["the one row", `x = ${result}.one()`, "sa.exc.NoResultFound"],
    ["the one value", `x = ${result}.scalar_one()`, "sa.orm.exc.NoResultFound"],
    ["the one value of those", `x = bind.scalars(sa.select(items.c.id)).one()`, "sa.exc.NoResultFound"],
    ["one of several classes", "x = rows[0]", "(IndexError, KeyError)"],
    ["in a block within", "if settings.x:\n        x = rows[0]", "IndexError"],
  ])("%s", async (_, body, classes) => {
    expect(await handled(body, classes, rows)).toEqual([`query[${classes.replace(/[()]/g, "")}]`]);
  });

  test.each([
    ["a database error", "x = rows[0]", "sa.exc.ProgrammingError"],
    ["a database error too", "x = rows[0]", "(IndexError, sa.exc.IntegrityError)"],
    ["a class that can't be known", "x = rows[0]", "(IndexError, self.error)"],
    ["any error", "x = rows[0]", "Exception"],
    ["a body that takes nothing", "bind.execute(sa.text('SELECT 1'))", "IndexError"],
    ["an item of a list that no query gave", "x = settings.names[0]", "IndexError"],
    ["a key, where the answer was asked by number", "x = NAMES[rows[0].name]", "KeyError"],
    ["a first element that has a fallback", "x = next(iter(rows), None)", "StopIteration"],
    ["one row or none", `x = ${result}.one_or_none()`, "sa.exc.NoResultFound"],
    ["another library's class", `x = ${result}.one()`, "app.NoResultFound"],
  ])("no condition: %s", async (_, body, classes) => {
    expect(await handled(body, classes, rows)).toEqual([""]);
  });

  test("a bare handler is under no condition", async () => {
    expect(await guards(upgrade(`${rows}try:\n    x = rows[0]\nexcept:\n    ADD\n`))).toEqual([""]);
  });

  test("what the body's own function takes counts as well", async () => {
    const given = await guards(
      `def first(rows):\n    return rows[0]\n\n${upgrade(`${rows}try:\n    x = first(rows)\nexcept IndexError:\n    ADD\n`)}`,
    );
    expect(given).toEqual(["query[IndexError]"]);
  });

  test("only the innermost handler is under the condition, and the next of another class is not", async () => {
    const given = await guards(
      upgrade(
        `${rows}try:\n    try:\n        x = rows[0]\n    except IndexError:\n        ADD\nexcept ValueError:\n    ADD\nexcept IndexError:\n    ADD\n`,
      ),
    );
    expect(given).toEqual(["query[IndexError]", "", ""]);
  });

  test("what the body, the rest of the statement and what follows do is under no condition of it", async () => {
    const given = await guards(
      upgrade(
        `${rows}try:\n    x = rows[0]\n    ADD\nexcept IndexError:\n    pass\nelse:\n    ADD\nfinally:\n    ADD\nADD\n`,
      ),
    );
    expect(given).toEqual(["", "", "", ""]);
  });

  test("typing.cast gives what it is given", async () => {
    const cast = 'typing.cast(list[str], bind.scalars(sa.text("SELECT relname FROM pg_class")).all())';
    const given = await guards(`import typing\n\n${upgrade(`if "t" not in ${cast}:\n    ADD\n`)}`);
    expect(given).toEqual([`-relation t (catalog)["t" not in ${cast}]`]);
  });
});
