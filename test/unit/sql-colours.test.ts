import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { loadWASM, OnigScanner, OnigString } from "vscode-oniguruma";
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from "vscode-textmate";
import { sqlGrammar } from "../../scripts/generation/sql-grammar.ts";

const root = join(import.meta.dirname, "../..");
const require = createRequire(import.meta.url);
const [contribution] = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).contributes.grammars;
const sqlInStrings = readFileSync(join(root, contribution.path), "utf8");

/** The grammars that VS Code has, as an npm package keeps them, and ours. */
const files: Readonly<Record<string, string>> = {
  "source.python": readFileSync(require.resolve("tm-grammars/grammars/python.json"), "utf8"),
  "source.sql": readFileSync(require.resolve("tm-grammars/grammars/sql.json"), "utf8"),
  [contribution.scopeName]: sqlInStrings,
};

async function pythonGrammar(injections: readonly string[]): Promise<IGrammar> {
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new OnigScanner(patterns),
      createOnigString: (text) => new OnigString(text),
    }),
    loadGrammar: async (scope) => parseRawGrammar(files[scope] ?? "{}", `${scope}.json`),
    getInjections: (scope) => (contribution.injectTo.includes(scope) ? [...injections] : undefined),
  });
  const grammar = await registry.loadGrammar("source.python");
  if (grammar === null) throw new Error("no grammar for Python");
  return grammar;
}

interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

function tokensOf(grammar: IGrammar, source: string): readonly (readonly Token[])[] {
  let stack = INITIAL;
  return source.split("\n").map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
  });
}

let python: IGrammar;
let plainPython: IGrammar;
beforeAll(async () => {
  await loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
  python = await pythonGrammar([contribution.scopeName]);
  plainPython = await pythonGrammar([]);
});

const sql = "meta.embedded.inline.sql";

/** What a token is, by its innermost scope; of SQL `sql` where nothing more is said, and Python inside of it marked so. */
function kindOf({ scopes }: Token): string {
  const last = scopes.find((scope) => /^punctuation\.definition\.string\..*python$/.test(scope)) ?? scopes.at(-1) ?? "";
  const inside = scopes.lastIndexOf("meta.embedded.expression.python");
  if (last === sql) return "sql";
  return inside > scopes.lastIndexOf(sql) ? `python ${last}` : last;
}

/** The tokens of strings, what is plain text of SQL and only blank left out, as `text kind`. */
function colours(source: string): readonly string[] {
  const inString = ({ scopes }: Token) => scopes.some((scope) => /^string\.|^meta\.fstring/.test(scope));
  return tokensOf(python, source).flatMap((line) =>
    line
      .filter((token) => inString(token) && token.text.trim() !== "")
      .map((token) => `${token.text.trim()} ${kindOf(token)}`),
  );
}

const begin = "punctuation.definition.string.begin.python";
const end = "punctuation.definition.string.end.python";
const select = "keyword.other.DML.sql";

test("the grammar is what the generator writes", () => {
  expect(sqlInStrings).toBe(sqlGrammar());
});

test.each([
  "op.execute(",
  "conn.execute(",
  "connection.execute(",
  "bind.execute(",
  "session.execute(",
  "cursor.execute(",
  "op.get_bind().execute(",
  "conn.exec_driver_sql(",
  "x = text(",
  "sa.text(",
  "sqlalchemy.text(",
  "DDL(",
  "sa.DDL(",
  "conn.execute(sa.text(",
  "sa.CheckConstraint(",
])("%s", (call) => {
  const closing = ")".repeat(call.split("(").length - call.split(")").length);
  expect(colours(`${call}"SELECT 1"${closing}`)).toEqual([
    `" ${begin}`,
    `SELECT ${select}`,
    "1 constant.numeric.sql",
    `" ${end}`,
  ]);
});

test.each(["print(", "context(", "mytext(", "ax.text(", "executor.execute(", "op.f("])("not %s", (call) => {
  expect(colours(`${call}"SELECT 1")`)).toEqual([`" ${begin}`, "SELECT 1 string.quoted.single.python", `" ${end}`]);
});

describe("in a call", () => {
  const opened = (source: string) => `op.execute(${source})`;

  test("each prefix and each kind of quotes", () => {
    const prefixes = ["", "u", "b", "r", "R", "f", "F", "rf", "fr", "Rb"];
    for (const prefix of prefixes) {
      for (const quote of ['"', "'", '"""', "'''"]) {
        const [first, ...rest] = colours(opened(`${prefix}${quote}SELECT a${quote}`));
        const expected = [`${quote} ${begin}`, `SELECT ${select}`, "a sql", `${quote} ${end}`];
        if (prefix === "") expect([first, ...rest]).toEqual(expected);
        else expect([first, ...rest]).toEqual([`${prefix} storage.type.string.python`, ...expected]);
      }
    }
  });

  test("PostgreSQL's words, a literal, a cast, a parameter", () => {
    expect(colours(opened(`"ALTER TABLE t ADD COLUMN IF NOT EXISTS a jsonb DEFAULT 'x'::jsonb, b = :b"`))).toEqual([
      `" ${begin}`,
      "ALTER keyword.other.sql",
      "TABLE keyword.other.sql",
      "t sql",
      "ADD keyword.other.sql",
      "COLUMN keyword.other.sql",
      "IF keyword.other.sql",
      "NOT keyword.other.sql",
      "EXISTS keyword.other.sql",
      "a sql",
      "jsonb storage.type.sql",
      "DEFAULT storage.modifier.sql",
      "' punctuation.definition.string.begin.sql",
      "x string.quoted.single.sql",
      "' punctuation.definition.string.end.sql",
      ":: keyword.operator.cast.sql",
      "jsonb storage.type.sql",
      ", b sql",
      "= keyword.operator.comparison.sql",
      ":b variable.parameter.sql",
      `" ${end}`,
    ]);
  });

  test("IF is no table", () => {
    expect(colours(opened('"SELECT 1; DROP TABLE IF EXISTS t"')).slice(3)).toEqual([
      "; sql",
      "DROP keyword.other.sql",
      "TABLE keyword.other.sql",
      "IF keyword.other.sql",
      "EXISTS keyword.other.sql",
      "t sql",
      `" ${end}`,
    ]);
  });

  test("on lines of its own, after a comment", () => {
    expect(colours('op.execute(  # why\n    # and this\n    """\n    SELECT 1\n    """\n)')).toEqual([
      `""" ${begin}`,
      `SELECT ${select}`,
      "1 constant.numeric.sql",
      `""" ${end}`,
    ]);
  });

  test("strings in a row, of several kinds", () => {
    expect(colours(`op.execute(\n    "SELECT "\n    f'{a}' r'''FROM'''\n)`)).toEqual([
      `" ${begin}`,
      `SELECT ${select}`,
      `" ${end}`,
      "f storage.type.string.python",
      `' ${begin}`,
      "{ python constant.character.format.placeholder.other.python",
      "a python meta.embedded.expression.python",
      "} python constant.character.format.placeholder.other.python",
      `' ${end}`,
      "r storage.type.string.python",
      `''' ${begin}`,
      `FROM ${select}`,
      `''' ${end}`,
    ]);
  });

  test("Python in an f-string, in a literal of SQL and out of it; doubled braces are none", () => {
    expect(colours(opened(`f"SELECT '{{{name!r}}}' FROM {table.lower()}"`))).toEqual([
      "f storage.type.string.python",
      `" ${begin}`,
      `SELECT ${select}`,
      "' punctuation.definition.string.begin.sql",
      "{{ constant.character.escape.python",
      "{ python constant.character.format.placeholder.other.python",
      "name python meta.embedded.expression.python",
      "!r python storage.type.format.python",
      "} python constant.character.format.placeholder.other.python",
      "}} constant.character.escape.python",
      "' punctuation.definition.string.end.sql",
      `FROM ${select}`,
      "{ python constant.character.format.placeholder.other.python",
      "table python meta.embedded.expression.python",
      ". python punctuation.separator.period.python",
      "lower python meta.function-call.generic.python",
      "( python punctuation.definition.arguments.begin.python",
      ") python punctuation.definition.arguments.end.python",
      "} python constant.character.format.placeholder.other.python",
      `" ${end}`,
    ]);
  });

  test("escapes of Python, the quote's too; in a raw string they are text", () => {
    expect(colours(opened(`"SELECT \\"a\\"\\n, 'it\\'s', E'\\\\x', '1\\:2'"`))).toEqual([
      `" ${begin}`,
      `SELECT ${select}`,
      '\\" constant.character.escape.python',
      "a sql",
      '\\" constant.character.escape.python',
      "\\n constant.character.escape.python",
      ", sql",
      "' punctuation.definition.string.begin.sql",
      "it string.quoted.single.sql",
      "\\' constant.character.escape.python",
      "s string.quoted.single.sql",
      "' punctuation.definition.string.end.sql",
      ", sql",
      "E' punctuation.definition.string.begin.sql",
      "\\\\ constant.character.escape.python",
      "x string.quoted.single.sql",
      "' punctuation.definition.string.end.sql",
      ", sql",
      "' punctuation.definition.string.begin.sql",
      "1 string.quoted.single.sql",
      "\\: constant.character.escape.sql",
      "2 string.quoted.single.sql",
      "' punctuation.definition.string.end.sql",
      `" ${end}`,
    ]);
    expect(colours(opened(`r"SELECT '\\n\\"'"`))).toEqual([
      "r storage.type.string.python",
      `" ${begin}`,
      `SELECT ${select}`,
      "' punctuation.definition.string.begin.sql",
      "\\n string.quoted.single.sql",
      '\\" string.quoted.single.sql',
      "' punctuation.definition.string.end.sql",
      `" ${end}`,
    ]);
  });

  test("a body between dollars, comments, quoted names", () => {
    expect(colours(opened(`"""DO $do$ -- a 'note'\n  /* b "c" */ BEGIN "Tom's" END $do$"""`))).toEqual([
      `""" ${begin}`,
      "DO sql",
      "$do$ punctuation.definition.string.dollar.sql",
      "-- punctuation.definition.comment.sql",
      "a 'note' comment.line.double-dash.sql",
      "/* punctuation.definition.comment.sql",
      'b "c" comment.block.sql',
      "*/ punctuation.definition.comment.sql",
      "BEGIN keyword.other.LUW.sql",
      '" punctuation.definition.string.begin.sql',
      "Tom's string.quoted.double.sql",
      '" punctuation.definition.string.end.sql',
      "END keyword.other.sql",
      "$do$ punctuation.definition.string.dollar.sql",
      `""" ${end}`,
    ]);
  });

  test("places for values, of both manners", () => {
    expect(colours(opened(`"SELECT %s, %(a)s, {}, {b}" % x`)).filter((each) => each.includes("placeholder"))).toEqual(
      ["%s", "%(a)s", "{}", "{b}"].map((place) => `${place} constant.character.format.placeholder.other.python`),
    );
  });

  test("what comes after the strings is Python again", () => {
    const after = tokensOf(python, 'op.execute("SELECT 1", x=True)').flat().slice(-4);
    expect(after.map(({ text, scopes }) => `${text} ${scopes.at(-1)}`)).toEqual([
      "x variable.parameter.function-call.python",
      "= keyword.operator.assignment.python",
      "True constant.language.python",
      ") punctuation.definition.arguments.end.python",
    ]);
  });
});

describe("long strings anywhere", () => {
  const isSql = (source: string) =>
    tokensOf(python, source)
      .flat()
      .some(({ scopes }) => scopes.includes(sql));

  test.each([
    'X = """SELECT 1"""',
    'X = """\n    SELECT 1\n"""',
    "X = '''\n\n    create table t (a int)\n'''",
    'X = f"""\n    ALTER TABLE {t}\n"""',
    'X = r"""\\\n"""\nY = r"""DROP TABLE t"""',
    'run("""DO $$ BEGIN END $$""")',
    'return """\n  -- first\n  DELETE FROM t"""',
    'X = """with a as (select 1) select * from a"""',
    'X = """comment on table t is null"""',
    'X = [\n    """INSERT INTO t VALUES (1)""",\n]',
  ])("%s is SQL", (source) => {
    expect(isSql(source)).toBe(true);
  });

  const prose = [
    '"""Create the table of users."""',
    'def f():\n    """Drop what is left.\n\n    SELECT is not here.\n    """\n    return 1',
    'def f():\n    """\n    Update the docs\n    """',
    'X = """Select the rows with care"""',
    'X = """\n  With kind regards\n"""',
    'X = """\n  Do this, \\n {0} {a!r} %s\n  SELECT 1\n"""',
    'X = f"""\n  Delete {a + 1:>10} {{b}}\n"""',
    "X = '''\n'''\ny = 1",
    'X = "SELECT 1"',
  ];
  test.each(prose)("%s is as Python has it", (source) => {
    const wanted = tokensOf(plainPython, source);
    expect(joined(tokensOf(python, source))).toEqual(joined(wanted));
  });

  /** Neighbours of the same scopes as one. */
  function joined(lines: readonly (readonly Token[])[]): readonly string[] {
    return lines.map((line) =>
      line
        .reduce<{ text: string; key: string }[]>((all, { text, scopes }) => {
          const key = scopes.join(" ");
          const last = all.at(-1);
          if (last?.key === key) last.text += text;
          else all.push({ text, key });
          return all;
        }, [])
        .map(({ text, key }) => `${text} ${key}`)
        .join("\n"),
    );
  }
});

/** Where Python's strings begin and end. */
function quotes(grammar: IGrammar, source: string): readonly string[] {
  return tokensOf(grammar, source).map((line) => {
    let at = 0;
    const marks = line.flatMap(({ text, scopes }) => {
      at += text.length;
      return scopes.some((scope) => scope === begin || scope === end) ? [`${at - text.length}-${at}`] : [];
    });
    return marks.join(" ");
  });
}

test("a string ends where Python ends it, whatever is open in its SQL", () => {
  const pieces = [
    "'",
    '"',
    "''",
    '""',
    "--",
    "/*",
    "*/",
    "[",
    "]",
    "`",
    "#",
    "%{",
    "%r{",
    "/",
    "$$",
    "$a$",
    "E'",
    "U&'",
    "n'",
  ];
  const words = [" ", "a", "1", "create table ", "SELECT ", ".", "\\\\", "{x}", "{{", ":b ", "::"];
  const lineEnds = ["\n", "\n  -- ", "\n create type "];
  const body = fc.array(fc.constantFrom(...pieces, ...words, ...lineEnds), { maxLength: 12 });
  fc.assert(
    fc.property(
      body,
      fc.constantFrom('"', "'", '"""', "'''"),
      fc.constantFrom("", "f", "u", "b"),
      (parts, quote, prefix) => {
        const isLong = quote.length === 3;
        const [mark = ""] = quote;
        // What would end it is taken out.
        const kept = parts.map((part) => part.replaceAll(mark, isLong ? `${mark} ` : "")).join("");
        const text = isLong ? kept : kept.replaceAll("\n", " ");
        for (const before of ["op.execute(", "X = [SQL, "]) {
          const source = `${before}${prefix}${quote}SELECT ${text}${quote}${before.startsWith("X") ? "]" : ")"}\nafter = "x"`;
          expect(quotes(python, source), source).toEqual(quotes(plainPython, source));
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test("the strings of our own migrations begin and end as Python has them", () => {
  const folders = ["examples/migrations/versions", "test/benchmark/cases"].map((folder) => join(root, folder));
  const scripts = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const sources = scripts.filter((path) => path.endsWith(".py")).map((path) => readFileSync(path, "utf8"));
  expect(sources.length).toBeGreaterThan(100);
  for (const source of sources) expect(quotes(python, source)).toEqual(quotes(plainPython, source));
});
