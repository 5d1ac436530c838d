import fc from "fast-check";

/** A migration with one statement that can fail, somewhere inside constructs that pass its error on, swallow it or save it. */
export interface GeneratedMigration {
  /** The body of `upgrade`. */
  readonly upgrade: string;
  /** Module-level code that it needs, imports first. */
  readonly imports: string;
  /** `enum value`: adds the value `new` to the type `kind`. `other`: fails when the database is told to. */
  readonly subject: "enum value" | "other";
}

interface HandlerShape {
  readonly classes: string;
  readonly body: readonly string[];
}

type Layer =
  | {
      readonly kind: "try";
      readonly handlers: readonly HandlerShape[];
      readonly otherwise: boolean;
      readonly finally: readonly string[];
      /** A savepoint is set before the `try`, and each handler rolls back to it. */
      readonly savepoint: boolean;
      /** Something else stands in the body, so that it is no lone statement. */
      readonly prints: boolean;
    }
  | { readonly kind: "with"; readonly managers: readonly string[] }
  | { readonly kind: "if" }
  | { readonly kind: "loop" | "function" };

interface Statement {
  readonly subject: GeneratedMigration["subject"];
  readonly lines: readonly string[];
  /** The values of the variable `word` that the lines leave to their surroundings to bind; empty where they don't use it. */
  readonly words: readonly string[];
}

const suppress = (classes: string) => `contextlib.suppress(${classes})`;
const savepoint = "op.get_bind().begin_nested()";
const autocommit = "op.get_context().autocommit_block()";

const classes = fc.constantFrom(
  "",
  "Exception",
  "sa.exc.ProgrammingError",
  "ProgrammingError",
  "sa.exc.DBAPIError",
  "sa.exc.SQLAlchemyError",
  "sa.exc.IntegrityError",
  "psycopg2.Error",
  "psycopg2.ProgrammingError",
  "psycopg2.errors.DuplicateObject",
  "psycopg2.errors.DuplicateTable",
  "errors.UniqueViolation",
  "KeyError",
  "RuntimeError",
  "(KeyError, sa.exc.ProgrammingError)",
  "(sa.exc.IntegrityError, psycopg2.Error)",
  "DATABASE_ERRORS",
);

/** What the handlers test for is in the message of every error that the statement meets, so that they decide alike each time. */
const bodies = fc.constantFrom(
  ["pass"],
  ["print(error)"],
  ['if "already exists" not in str(error):', "    raise"],
  ['if "already exists" in str(error):', "    print(error)", "else:", "    raise"],
  ["return"],
  ["note(error)"],
  ["raise"],
  ["raise error"],
  ['raise RuntimeError("already exists") from error'],
  ["give_up(error)"],
  ["try:", "    raise", "except Exception:", "    print(error)"],
);

const handler: fc.Arbitrary<HandlerShape> = fc.record({ classes, body: bodies });

const tryLayer: fc.Arbitrary<Layer> = fc
  .record({
    handlers: fc.array(handler, { minLength: 1, maxLength: 2 }),
    otherwise: fc.boolean(),
    finally: fc.oneof(
      { weight: 4, arbitrary: fc.constant<string[]>([]) },
      { weight: 1, arbitrary: fc.constantFrom(['print("done")'], ["return"]) },
    ),
    savepoint: fc.nat(7).map((n) => n === 0),
    prints: fc.nat(3).map((n) => n === 0),
  })
  // Python takes a bare `except` only as the last one.
  .filter(({ handlers }) => handlers.slice(0, -1).every((each) => each.classes !== ""))
  .map((shape) => ({ kind: "try", ...shape }));

const withLayer: fc.Arbitrary<Layer> = fc
  .constantFrom(
    [savepoint],
    [autocommit],
    [suppress("Exception")],
    [suppress("sa.exc.ProgrammingError")],
    [suppress("KeyError, psycopg2.Error")],
    [suppress("Exception"), savepoint],
    [savepoint, suppress("Exception")],
  )
  .map((managers) => ({ kind: "with", managers }));

const layer: fc.Arbitrary<Layer> = fc.oneof(
  { weight: 5, arbitrary: tryLayer },
  { weight: 3, arbitrary: withLayer },
  { weight: 2, arbitrary: fc.constantFrom<Layer>({ kind: "loop" }, { kind: "function" }, { kind: "if" }) },
);

const executions = fc.constantFrom(
  ["op.execute(SQL)"],
  ["op.execute(sa.text(SQL))"],
  ["op.execute(sa.DDL(SQL))"],
  ["op.get_bind().execute(sa.text(SQL))"],
  ["op.get_bind().exec_driver_sql(SQL)"],
  ["connection = op.get_bind()", "connection.execute(sa.text(SQL))"],
  ["op.get_bind().connection.cursor().execute(SQL)"],
  ["with op.get_bind().connection.cursor() as cursor:", "    cursor.execute(SQL)"],
  ["sa.orm.Session(bind=op.get_bind()).execute(sa.text(SQL))"],
);

interface Spelling {
  readonly before: readonly string[];
  readonly expression: string;
  /** Uses the variable `word`. */
  readonly open: boolean;
}

/** Ways to write `head + word + tail`: lines before, and the expression. */
function spelled(head: string, word: string, tail: string): fc.Arbitrary<Spelling> {
  const literal = (text: string) => JSON.stringify(text);
  const filled: fc.Arbitrary<Spelling> = fc
    .tuple(
      fc.constantFrom("word", literal(word)),
      fc.constantFrom<[before: (value: string) => string[], expression: (value: string) => string]>(
        [() => [], (value) => `${literal(`${head}%s${tail}`)} % ${value}`],
        [() => [], (value) => `${literal(`${head}%s${tail}`)} % (${value},)`],
        [() => [], (value) => `${literal(`${head}%(w)s${tail}`)} % {"w": ${value}}`],
        [() => [], (value) => `${literal(`${head}{}${tail}`)}.format(${value})`],
        [() => [], (value) => `${literal(`${head}{w}${tail}`)}.format(w=${value})`],
        [() => [], (value) => `${literal(head)} + ${value} + ${literal(tail)}`],
        [(value) => [`sql = ${literal(head)}`, `sql += ${value}`, `sql += ${literal(tail)}`], () => "sql"],
        [() => [], (value) => `"".join([${literal(head)}, ${value}, ${literal(tail)}])`],
        [(value) => [`end = ${value} + ${literal(tail)}`], () => `f${literal(`${head}{end}`)}`],
        [(value) => [`copy = ${value}`], () => `f"""\n        ${head}{copy}${tail};\n    """`],
      ),
    )
    .map(([value, [before, expression]]) => ({
      before: before(value),
      expression: expression(value),
      open: value === "word",
    }));
  return fc.oneof(
    { weight: 6, arbitrary: filled },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Spelling>(
        { before: [], expression: literal(head + word + tail), open: false },
        { before: [], expression: `textwrap.dedent("""\n        ${head}${word}${tail}\n    """)`, open: false },
        { before: [], expression: `f${literal(`${head}{word}${tail}`)}`, open: true },
      ),
    },
  );
}

function executed(
  subject: GeneratedMigration["subject"],
  head: string,
  words: readonly [string, ...string[]],
  tail: string,
): fc.Arbitrary<Statement> {
  return fc.tuple(executions, spelled(head, words[0], tail)).map(([lines, { before, expression, open }]) => ({
    subject,
    lines: [...before, ...lines.map((line) => line.replace("SQL", () => expression))],
    words: open ? words : [],
  }));
}

const statement: fc.Arbitrary<Statement> = fc.oneof(
  { weight: 5, arbitrary: executed("enum value", "ALTER TYPE kind ADD VALUE '", ["new", "newer"], "'") },
  { weight: 1, arbitrary: executed("other", "CREATE TABLE ", ["made", "made_too"], " (id int)") },
  { weight: 1, arbitrary: executed("other", "INSERT INTO log SELECT ", ["work"], "()") },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Statement>(
      { subject: "other", words: [], lines: ['op.create_table("made", sa.Column("id", sa.Integer))'] },
      { subject: "other", words: [], lines: ['op.create_index("log_id", "log", ["id"])'] },
      {
        subject: "other",
        words: [],
        lines: [
          'with op.batch_alter_table("log") as batch_op:',
          '    batch_op.add_column(sa.Column("more", sa.Integer))',
        ],
      },
    ),
  },
);

/** Runs before everything else. After COMMIT the connection is in no transaction; after BEGIN in one again. */
const start = fc.oneof(
  { weight: 6, arbitrary: fc.constant<string[]>([]) },
  { weight: 1, arbitrary: fc.constantFrom(['op.execute("COMMIT")'], ['op.execute("COMMIT")', 'op.execute("BEGIN")']) },
);

/** Migrations whose first run on an empty database passes, by construction. */
export const generatedMigration: fc.Arbitrary<GeneratedMigration> = fc
  .record({ statement, layers: fc.array(layer, { maxLength: 3 }), start })
  .filter(({ layers, start }) => transactionsFit(layers, start.length === 1))
  .map(({ statement, layers, start }) => {
    let code: Code = statement;
    const functions: string[] = [];
    layers.forEach((each, index) => {
      code = wrapped(each, code, index, functions);
    });
    const [word] = code.words;
    const binding = word === undefined ? [] : [`word = "${word}"`];
    return {
      subject: statement.subject,
      imports: [header, ...functions].join("\n"),
      upgrade: [...binding, ...start, ...code.lines].join("\n"),
    };
  });

type Code = Pick<Statement, "lines" | "words">;

/** PostgreSQL has savepoints in transactions only; Alembic's autocommit block ends the transaction, and takes none in itself. */
function transactionsFit(layers: readonly Layer[], committed: boolean): boolean {
  const managers = layers.flatMap((each) => (each.kind === "with" ? each.managers : []));
  const nested = managers.includes(savepoint) || layers.some((each) => each.kind === "try" && each.savepoint);
  const blocks = managers.filter((manager) => manager === autocommit).length;
  return blocks <= 1 && !(nested && (committed || blocks === 1));
}

const header = `import contextlib
import textwrap

import psycopg2
from psycopg2 import errors
from sqlalchemy import orm
from sqlalchemy.exc import ProgrammingError

DATABASE_ERRORS = (ProgrammingError, sa.exc.IntegrityError)


def note(error):
    print("ignored", error)


def give_up(error):
    print("giving up", error)
    raise RuntimeError("already exists, given up")
`;

function wrapped(layer: Layer, { lines, words }: Code, depth: number, functions: string[]): Code {
  switch (layer.kind) {
    case "loop": {
      const head = words.length === 0 ? `for turn${depth} in ["only"]:` : `for word in ${JSON.stringify(words)}:`;
      return { lines: [head, ...indented(lines)], words: [] };
    }
    case "function": {
      const more = words.length === 0 ? "" : ", word";
      functions.push(["", `def step${depth}(connection${more}):`, ...indented(lines), ""].join("\n"));
      return { lines: [`step${depth}(op.get_bind()${more})`], words };
    }
    default:
      return { lines: around(layer, lines, depth), words };
  }
}

function around(
  layer: Exclude<Layer, { kind: "loop" | "function" }>,
  lines: readonly string[],
  depth: number,
): readonly string[] {
  switch (layer.kind) {
    case "if":
      return ["if op.get_bind() is not None:", ...indented(lines)];
    case "with":
      return [`with ${layer.managers.join(", ")}:`, ...indented(lines)];
    case "try": {
      const name = `before${depth}`;
      return [
        ...(layer.savepoint ? [`op.execute("SAVEPOINT ${name}")`] : []),
        "try:",
        ...indented(layer.prints ? [...lines, 'print("went through")'] : lines),
        ...layer.handlers.flatMap((each) => [
          ...caught(each),
          ...indented([...(layer.savepoint ? [`op.execute("ROLLBACK TO SAVEPOINT ${name}")`] : []), ...each.body]),
        ]),
        ...(layer.otherwise ? ["else:", '    print("fine")'] : []),
        ...(layer.finally.length > 0 ? ["finally:", ...indented(layer.finally)] : []),
      ];
    }
  }
}

/** The `except` line; a handler without a class takes the error from `sys`. */
function caught({ classes, body }: HandlerShape): string[] {
  const named = body.some((line) => line.includes("error"));
  if (classes === "") return named ? ["except BaseException as error:"] : ["except:"];
  return [`except ${classes}${named ? " as error" : ""}:`];
}

function indented(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split("\n")).map((line) => (line === "" ? line : `    ${line}`));
}
