import type { Choices } from "../random-choices.ts";
import { linesOf } from "./mutations.ts";

/** Python for the body of `upgrade`, `size` deep or long, without indentation. */
type Growth = (size: number) => string;

const repeated = (size: number, item: (index: number) => string, separator = ", ") =>
  Array.from({ length: size }, (_, index) => item(index)).join(separator);

const run = (sql: string) => `op.execute("""${sql}""")`;

/** What no hand writes, but a generator may: constructs by the thousand, or a thousand deep. */
export const growths: Readonly<Record<string, Growth>> = {
  brackets: (size) => `x = ${"(".repeat(size)}1${")".repeat(size)}`,
  openBrackets: (size) => `op.execute${"(".repeat(size)}`,
  lists: (size) => `op.create_index("i", "t", ${"[".repeat(size)}"c"${"]".repeat(size)})`,
  dictionaries: (size) => `x = ${'{"a": '.repeat(size)}1${"}".repeat(size)}`,
  calls: (size) => `op.execute(${"sa.text(".repeat(size)}"SELECT 1"${")".repeat(size)})`,
  callChain: (size) => `op.get_bind()${".execution_options()".repeat(size)}.execute("DROP TABLE t")`,
  attributes: (size) => `op${".x".repeat(size)}.execute("DROP TABLE t")`,
  subscripts: (size) => `op.execute(x${"[0]".repeat(size)})`,
  sum: (size) => `op.execute(${repeated(size, (i) => `"DROP TABLE t${i};"`, " + ")})`,
  implicitSum: (size) => `op.execute(${repeated(size, (i) => `"DROP TABLE t${i};"`, " ")})`,
  conditions: (size) => `if ${repeated(size, (i) => `has_table("t${i}")`, " and ")}: op.drop_table("t")`,
  negations: (size) => `if ${"not ".repeat(size)}x: op.drop_table("t")`,
  comparisons: (size) => `if ${repeated(size, (i) => `x${i}`, " < ")}: op.drop_table("t")`,
  ternaries: (size) => `op.execute(${"'a' if x else ".repeat(size)}"DROP TABLE t")`,
  lambdas: (size) => `x = ${"lambda: ".repeat(size)}op.drop_table("t")`,
  fStrings: (size) => `op.execute(${'f"{'.repeat(size)}x${'}"'.repeat(size)})`,
  fStringParts: (size) => `op.execute(f"DROP TABLE ${"{x}".repeat(size)}")`,
  formats: (size) => `op.execute("DROP TABLE t"${'.format("x")'.repeat(size)})`,
  replacements: (size) =>
    `x = "DROP TABLE t"\n${repeated(size, () => 'x = x.replace("t", "tt")', "\n")}\nop.execute(x)`,
  doubling: (size) => `x = "DROP TABLE t;"\n${repeated(size, () => "x = x + x", "\n")}\nop.execute(x)`,
  multiplied: (size) => `op.execute("DROP TABLE t;" * ${size})`,
  ifs: (size) => blocks(size, (i) => `if x${i}:`, 'op.drop_table("t")'),
  elifs: (size) =>
    `if x:\n    pass\n${repeated(size, (i) => `elif x == ${i}:\n    op.drop_table("t${i}")\n`, "")}else:\n    pass`,
  withs: (size) => blocks(size, () => "with op.get_context().autocommit_block():", 'op.drop_table("t")'),
  batches: (size) => blocks(size, (i) => `with op.batch_alter_table("t") as b${i}:`, 'b0.drop_column("c")'),
  managers: (size) => `with ${repeated(size, (i) => `a() as x${i}`)}: op.drop_table("t")`,
  tries: (size) => `${blocks(size, () => "try:", 'op.drop_table("t")')}${closingHandlers(size)}`,
  loops: (size) => blocks(size, (i) => `for x${i} in (1, 2):`, "op.drop_table(f't{x0}')"),
  whiles: (size) => blocks(size, () => "while True:", 'op.drop_table("t")'),
  comprehension: (size) => `[op.drop_table("t") ${repeated(Math.min(size, 400), (i) => `for x${i} in (1, 2)`, " ")}]`,
  functions: (size) =>
    `${blocks(size, (i) => `def f${i}():`, 'op.drop_table("t")')}\n${repeated(Math.min(size, 50), (i) => `f${i}()`, "\n")}`,
  functionChain: (size) => `${repeated(size, (i) => `def f${i}():\n    f${i + 1}()\n    f${i + 1}()\n`, "")}f0()`,
  assignments: (size) => `${repeated(size, (i) => `x${i} = x${i - 1}`, "\n")}\nop.execute(x${size - 1})`,
  chained: (size) => `${repeated(size, (i) => `x${i}`, " = ")} = "DROP TABLE t"\nop.execute(x0)`,
  statements: (size) => repeated(size, (i) => `op.drop_table("t${i}")`, "\n"),
  semicolons: (size) => repeated(size, (i) => `op.drop_table("t${i}")`, "; "),
  columns: (size) => `op.create_table("t", ${repeated(size, (i) => `sa.Column("c${i}", sa.Enum("a", name="e${i}"))`)})`,
  keywords: (size) => `op.create_table("t", ${repeated(size, (i) => `k${i}=${i}`)})`,
  stars: (size) => `op.create_table("t", ${repeated(size, () => "*columns, **more")})`,
  text: (size) => `op.execute("${"x".repeat(size * 20)}")`,
  number: (size) => `x = ${"9".repeat(size * 5)}`,
  comment: (size) => `pass # ${"x".repeat(size * 20)}`,
  comments: (size) => `${repeated(size, () => "# alembic-guidelines: ignore[missing-if-exists]", "\n")}\npass`,
  escapes: (size) => `op.execute("SELECT '${"\\n\\u00e9\\\\".repeat(size)}'")`,
  name: (size) => `op.drop_table("${"n".repeat(size * 5)}")`,
  sqlTerms: (size) => run(`UPDATE t SET a = ${repeated(size, () => "1", " + ")}`),
  sqlConditions: (size) => run(`DELETE FROM t WHERE ${repeated(size, (i) => `a = ${i}`, " OR ")}`),
  sqlBrackets: (size) => run(`SELECT ${"(".repeat(size)}1${")".repeat(size)}`),
  sqlCalls: (size) => run(`UPDATE t SET a = ${"f(".repeat(size)}1${")".repeat(size)}`),
  sqlCasts: (size) => run(`UPDATE t SET a = 1${"::int".repeat(size)}`),
  sqlCases: (size) => run(`UPDATE t SET a = ${"CASE WHEN b THEN 1 ELSE ".repeat(size)}0${" END".repeat(size)}`),
  sqlSelects: (size) =>
    run(`CREATE VIEW v AS SELECT 1 WHERE a IN ${"(SELECT 1 WHERE a IN ".repeat(size)}(1)${")".repeat(size)}`),
  sqlUnions: (size) => run(`INSERT INTO t ${repeated(size, (i) => `SELECT ${i}`, " UNION ALL ")}`),
  sqlJoins: (size) =>
    run(`CREATE VIEW v AS SELECT 1 FROM a ${repeated(size, (i) => `JOIN s${i}.t${i} USING (c)`, " ")}`),
  sqlRows: (size) => run(`INSERT INTO t (a, b) VALUES ${repeated(size, (i) => `(${i}, 'it''s ${i}')`)}`),
  sqlList: (size) => run(`DELETE FROM t WHERE a IN (${repeated(size, (i) => `${i}`)})`),
  sqlStatements: (size) => run(repeated(size, (i) => `CREATE TABLE t${i} (a int)`, "; ")),
  sqlActions: (size) => run(`ALTER TABLE t ${repeated(size, (i) => `ADD COLUMN c${i} int NOT NULL`)}`),
  sqlColumns: (size) => run(`CREATE TABLE t (${repeated(size, (i) => `c${i} e${i}`)})`),
  sqlEnum: (size) => run(`CREATE TYPE e AS ENUM (${repeated(size, (i) => `'v${i}'`)})`),
  sqlDrops: (size) => run(`DROP TABLE ${repeated(size, (i) => `t${i}`)}`),
  sqlText: (size) => run(`SELECT '${"x".repeat(size * 20)}'`),
  sqlOpenText: (size) => run(`SELECT ${"'x' '".repeat(size)}`),
  sqlComments: (size) => run(`${"/*".repeat(size)} x ${"*/".repeat(size)} DROP TABLE t`),
  sqlParameters: (size) => run(`UPDATE t SET a = ${repeated(size, (i) => `:p${i}`, " + ")}`),
  sqlDollars: (size) =>
    run(`DO $$ BEGIN ${"IF true THEN ".repeat(size)} DROP TABLE t; ${"END IF; ".repeat(size)} END $$`),
  sqlBlocks: (size) =>
    run(
      `DO $$ BEGIN ${"BEGIN ".repeat(size)} DROP TABLE t; ${"EXCEPTION WHEN OTHERS THEN NULL; END; ".repeat(size)} END $$`,
    ),
  sqlExecutes: (size) => run(`DO $$ BEGIN ${repeated(size, (i) => `EXECUTE 'DROP TABLE t${i}';`, " ")} END $$`),
};

function blocks(size: number, head: (index: number) => string, body: string): string {
  // Beyond a hundred levels Python itself gives up; a few hundred find what a stack can't hold.
  const levels = Math.min(size, 300);
  const lines = Array.from({ length: levels }, (_, index) => `${" ".repeat(index)}${head(index)}\n`);
  return `${lines.join("")}${" ".repeat(levels)}${body}`;
}

function closingHandlers(size: number): string {
  const levels = Math.min(size, 300);
  return Array.from({ length: levels }, (_, index) => {
    const indentation = " ".repeat(levels - 1 - index);
    return `\n${indentation}except Exception:\n${indentation} pass`;
  }).join("");
}

/** Puts a growth into a function of `text`, or at its end; names it. */
export function grow(choices: Choices, text: string): { readonly name: string; readonly text: string } {
  const [name, growth] = choices.one(Object.entries(growths));
  const size = choices.one([3, 20, 120, 120, 700, 700, 1500]);
  const lines = linesOf(text);
  const heads = lines.flatMap((line, index) => (/^def \w+\(.*:\s*$/.test(line) ? [index + 1] : []));
  const at = choices.any(heads) ?? lines.length;
  const added = growth(size).replace(/^/gm, "    ");
  return { name: `${size} ${name}`, text: [...lines.slice(0, at), `${added}\n`, ...lines.slice(at)].join("") };
}
