import type { Choices } from "../random-choices.ts";

/** Makes another text of `text`; `other` is a second source to take from. */
export type Mutation = (choices: Choices, text: string, other: string) => string;

const token =
  /[rbuf]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\w+|[^\S\n]+|[-+*/<>=!%&|^]+|[\s\S]/g;

const oddCharacters = [
  "\0",
  "\r",
  "\r\n",
  "\f",
  "\v",
  "\t",
  "\x1b",
  "\x85",
  "\xa0",
  "\u2028",
  "\u200b",
  "\ufeff",
  "\ud800",
  "\udc00",
  "\ufffd",
  "é",
  "e\u0301",
  "😀",
  "\\",
  "\\N{BULLET}",
  "\\ud800",
  "\\x",
  '"',
  "'",
  '"""',
  "'''",
  "$$",
  "--",
  "/*",
  ";",
  ":",
  "::",
  ":x",
  "%",
  "%s",
  "%%",
  "{",
  "}",
  "{{",
  "{x}",
  "{x!r:>{y}}",
  "(",
  ")",
  "[",
  "]",
  "#",
  "\n",
  "\\\n",
];

const words = [
  "None",
  "True",
  "...",
  "-1",
  "0x",
  "1e999",
  "9".repeat(400),
  "''",
  'f"{x}"',
  'b"x"',
  "[]",
  "{}",
  "()",
  "{**x}",
  "*x",
  "**x",
  "x := 1",
  "lambda: 0",
  "not",
  "await x",
  "yield",
  "return",
  "raise",
  "break",
  "continue",
  "global x",
  "del op",
  "import op",
  "async",
  "else",
  "finally",
  "except",
  "if",
  "with",
  "for",
  "while",
  "match",
  "def upgrade",
  "class",
  "@",
  "op",
  "op.execute",
  "op.batch_alter_table",
  "op.get_bind()",
  "sa",
  "sa.text",
  "upgrade",
  "downgrade",
  "revision",
  "down_revision",
];

const statements = [
  "op.execute(\"ALTER TYPE t ADD VALUE 'a'\")",
  'op.execute("CREATE TABLE s.t (a int REFERENCES b, CHECK (a > 0))")',
  'op.execute("INSERT INTO t (a) VALUES (1)")',
  "op.execute(\"DO $$ BEGIN IF NOT EXISTS (SELECT 1) THEN CREATE TYPE t AS ENUM ('a'); END IF; END $$\")",
  'op.execute("ALTER TABLE t ALTER COLUMN c TYPE integer")',
  'op.execute("CREATE INDEX CONCURRENTLY i ON t (c)")',
  'op.execute("COMMIT")',
  'op.execute("SELECT \'{\\"a\\": 1, \\"b\\":c}\'")',
  'op.execute(f"ALTER TABLE {x} ADD COLUMN {y} {z}")',
  "op.execute(\"ALTER TYPE %s ADD VALUE '%s'\" % (a, b))",
  'op.execute("""',
  'op.create_table("t", sa.Column("c", sa.Enum("a", "b", name="e"), nullable=False))',
  'op.add_column("t", sa.Column("c", sa.Integer(), nullable=False), schema="s")',
  'op.create_foreign_key(None, "a", "b", ["c"], ["d"])',
  'op.drop_constraint(None, "t")',
  'op.alter_column("t", "c", type_=sa.Text(), postgresql_using="c::text")',
  'op.rename_table("a", "b")',
  'op.drop_index("i")',
  'op.bulk_insert(sa.table("t"), [{"a": 1}])',
  "safe_add_enum_value('t', 'a')",
  "x = op.get_bind()",
  "if sa.inspect(op.get_bind()).has_table('t'): return",
  "# alembic-guidelines: ignore[missing-if-exists, nonsense]",
  "# alembic-guidelines: ignore-file[]",
  "try: pass",
  "def upgrade(): pass",
  "from x import *",
  'down_revision = ("a", "b")',
  "revision = revision",
];

/** Changes that any text can meet. */
export const mutations: Readonly<Record<string, Mutation>> = {
  flipBytes(choices, text) {
    const bytes = Buffer.from(text, "utf8");
    if (bytes.length === 0) return text;
    for (let left = 1 + choices.number(6); left > 0; left--) {
      const at = choices.number(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << choices.number(8));
    }
    return bytes.toString("utf8");
  },
  deleteRange(choices, text) {
    const { start, end } = range(choices, text, choices.once(3) ? 400 : 12);
    return text.slice(0, start) + text.slice(end);
  },
  truncate: (choices, text) => text.slice(0, choices.number(text.length + 1)),
  insertOdd(choices, text) {
    const at = choices.number(text.length + 1);
    return text.slice(0, at) + choices.one(oddCharacters).repeat(choices.once(8) ? 30 : 1) + text.slice(at);
  },
  splice: (choices, text, other) =>
    text.slice(0, choices.number(text.length + 1)) + other.slice(choices.number(other.length + 1)),
  spliceLines(choices, text, other) {
    const [lines, others] = [linesOf(text), linesOf(other)];
    const from = choices.number(others.length);
    const taken = others.slice(from, from + 1 + choices.number(12));
    const at = choices.number(lines.length + 1);
    return [...lines.slice(0, at), ...taken, ...lines.slice(at)].join("");
  },
  duplicateLines(choices, text) {
    const lines = linesOf(text);
    const from = choices.number(lines.length);
    const block = lines.slice(from, from + 1 + choices.number(6)).join("");
    const times = choices.once(30) ? 100 : choices.once(5) ? 10 : 1;
    return [...lines.slice(0, from), block.repeat(times), ...lines.slice(from)].join("");
  },
  deleteLines(choices, text) {
    const lines = linesOf(text);
    const from = choices.number(lines.length);
    return [...lines.slice(0, from), ...lines.slice(from + 1 + choices.number(4))].join("");
  },
  swapLines(choices, text) {
    const lines = linesOf(text);
    return swapped(choices, lines).join("");
  },
  indentLines(choices, text) {
    const lines = linesOf(text);
    const from = choices.number(lines.length);
    const to = from + 1 + choices.number(8);
    const change = choices.one<(line: string) => string>([
      (line) => `    ${line}`,
      (line) => line.replace(/^ {1,4}/, ""),
      (line) => `\t${line}`,
    ]);
    return lines.map((line, index) => (index >= from && index < to ? change(line) : line)).join("");
  },
  swapTokens: (choices, text) => swapped(choices, tokensOf(text)).join(""),
  replaceToken(choices, text, other) {
    const tokens = tokensOf(text);
    const source = choices.one([tokens, tokensOf(other), words]);
    for (let left = 1 + choices.number(3); left > 0; left--) tokens[solid(choices, tokens)] = choices.one(source);
    return tokens.join("");
  },
  deleteTokens(choices, text) {
    const tokens = tokensOf(text);
    tokens.splice(solid(choices, tokens), 1 + choices.number(2));
    return tokens.join("");
  },
  insertStatement(choices, text) {
    const lines = linesOf(text);
    const at = choices.number(lines.length + 1);
    const indentation = /^[ \t]*/.exec(lines[at] ?? lines[at - 1] ?? "")?.[0] ?? "";
    return [...lines.slice(0, at), `${indentation}${choices.one(statements)}\n`, ...lines.slice(at)].join("");
  },
  lineEnds: (choices, text) =>
    choices.once(3)
      ? text.replace(/\n/g, () => choices.one(["\n", "\r\n", "\r"]))
      : text.replace(/\r?\n/g, choices.one(["\r\n", "\r\n", "\r"])),
  byteOrderMark: (_choices, text) => `\ufeff${text}`,
  tabs: (_choices, text) => text.replace(/ {4}/g, "\t"),
  encoding: (choices, text) =>
    `# -*- coding: ${choices.one(["latin-1", "utf-8", "utf-16", "cp1252", "nonsense", "utf-8-sig"])} -*-\n${text}`,
};

function range(choices: Choices, text: string, longest: number): { start: number; end: number } {
  const start = choices.number(text.length + 1);
  return { start, end: Math.min(text.length, start + choices.number(longest + 1)) };
}

/** The lines with their line ends; one at least. */
export function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

/** The tokens, roughly as Python cuts them, and what is between them; one at least. */
export function tokensOf(text: string): string[] {
  return text.match(token) ?? [""];
}

/** The place of a token that is no white space, where a few tries find one. */
function solid(choices: Choices, tokens: readonly string[]): number {
  let at = choices.number(tokens.length);
  for (let tries = 0; tries < 4 && tokens[at]?.trim() === ""; tries++) at = choices.number(tokens.length);
  return at;
}

function swapped(choices: Choices, items: readonly string[]): string[] {
  const [a, b] = [solid(choices, items), solid(choices, items)];
  return items.map((item, index) => (index === a ? items[b] : index === b ? items[a] : item) ?? "");
}
