/** A TextMate rule. */
type Pattern = Readonly<Record<string, unknown>>;

/** Python's quotes, each with what must not be swallowed inside of it: its end. */
const quotes = [
  { id: "three-double", quote: '"""', end: '"""', isLong: true },
  { id: "three-single", quote: "'''", end: "'''", isLong: true },
  { id: "double", quote: '"', end: '"|(?<!\\\\)\\n', isLong: false },
  { id: "single", quote: "'", end: "'|(?<!\\\\)\\n", isLong: false },
] as const;
type Quotes = (typeof quotes)[number];

/** Prefixes of Python's strings, by what stands in them besides the text. */
const prefixes = [
  { id: "plain", prefix: "(\\b[uUbB])?", isRaw: false, isFormatted: false },
  { id: "raw", prefix: "(\\b(?:[rR][bB]?|[bB][rR]))", isRaw: true, isFormatted: false },
  { id: "formatted", prefix: "(\\b[fF])", isRaw: false, isFormatted: true },
  { id: "raw-formatted", prefix: "(\\b(?:[rR][fF]|[fF][rR]))", isRaw: true, isFormatted: true },
] as const;
type Prefix = (typeof prefixes)[number];

const strings = prefixes.flatMap((prefix) => quotes.map((quote) => ({ prefix, quote })));

const embedded = "meta.embedded.inline.sql";
const argument = "meta.argument.sql.python";

/** Calls whose first argument is SQL. A lookbehind can't have anything optional. */
const calls = [
  ...["op", "conn", "connection", "bind", "session", "cursor", "cur", "get_bind\\(\\)"].map(
    (target) => `\\b${target}\\.execute\\(`,
  ),
  "\\.exec_driver_sql\\(",
  "^text\\(",
  "[^\\w.]text\\(",
  "\\b(?:sa|sqlalchemy)\\.text\\(",
  "\\bDDL\\(",
  "\\bCheckConstraint\\(",
];

/** Beginnings that prose does not have, and SQL in capitals. */
const sqlBeginning = [
  "(?:SELECT|INSERT|UPDATE|DELETE|MERGE|TRUNCATE|CREATE|ALTER|DROP|COMMENT|DO|WITH|GRANT|REVOKE|REFRESH|REINDEX|LOCK|CALL)\\b(?![:.,])",
  '(?i:select\\s+(?:\\*|[\\w."]+(?:\\s*,|\\s+from\\b))|insert\\s+into\\b|update\\s+[\\w."]+\\s+set\\b|delete\\s+from\\b)',
  '(?i:(?:create|alter|drop)\\s+(?:or\\s+replace|unique|index|table|type|function|view|materialized|trigger|schema|extension|policy)\\s+[\\w"{])',
  "(?i:do\\s+\\$|with\\s+\\w+\\s+as\\s*\\(|comment\\s+on\\s+\\w)",
  "--\\s",
].join("|");

/** The grammar that colours SQL in Python's strings, injected into Python's own. */
export function sqlGrammar(): string {
  const grammar = {
    information_for_contributors: "Written by `npm run generate` from scripts/generation/sql-grammar.ts.",
    scopeName: "source.python.sql-in-strings",
    injectionSelector: `L:source.python - comment - string - meta.embedded - meta.fstring - ${argument}`,
    patterns: [{ include: "#argument" }, { include: "#long-strings" }],
    repository: {
      argument: {
        name: argument,
        // The last two characters first: looked back for at every place of a line, the calls alone take ten times as long.
        begin: `(?<=[elLt]\\()(?<=${calls.join("|")})(?=\\s*(?:\\w{0,2}["']|#|$))`,
        // What is neither a string nor a comment: strings in a row are one text.
        end: "(?=\\S)(?!\\w{0,2}[\"']|#)",
        patterns: [{ include: "source.python#comments" }, ...strings.map((each) => ({ include: `#${idOf(each)}` }))],
      },
      "long-strings": { patterns: strings.flatMap(longStrings) },
      ...Object.fromEntries(strings.map((each) => [idOf(each), pythonString(each)])),
      ...Object.fromEntries(strings.map((each) => [`sql-${idOf(each)}`, { patterns: sqlIn(each) }])),
      words,
    },
  };
  return `${JSON.stringify(grammar, null, 2)}\n`;
}

interface PythonString {
  readonly prefix: Prefix;
  readonly quote: Quotes;
}

function idOf({ prefix, quote }: PythonString): string {
  return `${prefix.id}-${quote.id}`;
}

/** A string that is SQL from its beginning to its end. */
function pythonString(given: PythonString): Pattern {
  const { prefix, quote } = given;
  return {
    ...edges(given),
    begin: `${prefix.prefix}(${quote.quote})`,
    contentName: embedded,
    patterns: [{ include: `#sql-${idOf(given)}` }],
  };
}

/** A string anywhere whose text begins like SQL, on the line of its quotes or on the next. */
function longStrings(given: PythonString): readonly Pattern[] {
  const { prefix, quote } = given;
  if (!quote.isLong) return [];
  const sql = { begin: `(?=\\s*(?:${sqlBeginning}))`, end: `(?=${quote.end})`, name: embedded };
  const here = {
    ...edges(given),
    begin: `${prefix.prefix}(${quote.quote})(?=\\s*(?:${sqlBeginning}))`,
    patterns: [{ ...sql, patterns: [{ include: `#sql-${idOf(given)}` }] }],
  };
  // Python's grammar reads raw texts as regular expressions, all of them.
  if (prefix.isRaw) return [here];
  // Not at the beginning of a line, where docstrings stand.
  const below = {
    ...here,
    begin: `(?<=[=(,\\[{:+]|[=,+:] |\\breturn )${prefix.prefix}(${quote.quote})(?=\\s*$)`,
    patterns: [...here.patterns, { begin: "(?=\\s*\\S)", end: `(?=${quote.end})`, patterns: plainText(given) }],
  };
  return [here, below];
}

/** What Python's own grammar has in a string that is not SQL. */
function plainText({ prefix }: PythonString): readonly Pattern[] {
  const names = prefix.isFormatted
    ? ["fstring-guts", "fstring-illegal-multi-brace", "fstring-multi-brace", "fstring-multi-core"]
    : [
        "string-multi-bad-brace1-formatting-unicode",
        "string-multi-bad-brace2-formatting-unicode",
        "string-unicode-guts",
      ];
  return names.map((name) => ({ include: `source.python#${name}` }));
}

/** Python's names for a string, its prefix and its quotes. */
function edges({ prefix, quote }: PythonString): Pattern {
  const raw = prefix.isRaw ? "raw." : "";
  const name = `string.quoted.${raw}${quote.isLong ? "multi" : "single"}.python`;
  // Of an f-string, what is text is called a string piece by piece.
  const piece = prefix.isFormatted ? ` string.interpolated.python ${name}` : "";
  return {
    name: prefix.isFormatted ? "meta.fstring.python" : name,
    beginCaptures: {
      "1": { name: `${piece} storage.type.string.python`.trim() },
      "2": { name: `punctuation.definition.string.begin.python${piece}` },
    },
    end: quote.isLong ? `(${quote.quote})` : `(${quote.quote})|((?<!\\\\)\\n)`,
    endCaptures: {
      "1": { name: `punctuation.definition.string.end.python${piece}` },
      "2": { name: "invalid.illegal.newline.python" },
    },
  };
}

/**
 * SQL inside of a Python string. VS Code's grammar of SQL has rules that go on to the next quote, bracket or end of line; for each there is
 * one of ours before it, which stops where the Python string does.
 */
function sqlIn(given: PythonString): readonly Pattern[] {
  const { quote } = given;
  const python = pythonIn(given);
  const region = (name: string, begin: string, end: string, more: readonly Pattern[] = []): Pattern => ({
    name,
    begin,
    end: `${end}|(?=${quote.end})`,
    beginCaptures: { "0": { name: punctuation(name, "begin") } },
    endCaptures: { "0": { name: punctuation(name, "end") } },
    patterns: [...python, ...more],
  });
  // A quote that would end the Python string has no other meaning.
  const own = (mark: string) => (quote.quote === mark ? [] : [mark]);
  const doubled = (mark: string): Pattern => ({ match: mark + mark, name: "constant.character.escape.sql" });
  return [
    ...python,
    ...own("'").map((mark) =>
      region("string.quoted.single.sql", `(?:\\b(?i:[ENBX]|U&))?${mark}`, `${mark}(?!${mark})`, [doubled(mark)]),
    ),
    ...own('"').map((mark) => region("string.quoted.double.sql", mark, `${mark}(?!${mark})`, [doubled(mark)])),
    region("comment.line.double-dash.sql", "(?:^[ \\t]+)?--", "(?=\\n)"),
    region("comment.block.sql", "/\\*", "\\*/"),
    { include: "#words" },
    { include: "source.sql" },
  ];
}

function punctuation(name: string, side: "begin" | "end"): string {
  return name.startsWith("comment")
    ? "punctuation.definition.comment.sql"
    : `punctuation.definition.string.${side}.sql`;
}

/** What Python has inside of the string. */
function pythonIn({ prefix, quote }: PythonString): readonly Pattern[] {
  const placeholder = { name: "constant.character.format.placeholder.other.python" };
  const escapes = prefix.isRaw
    ? ["string-consume-escape"]
    : ["escape-sequence-unicode", "escape-sequence", "string-line-continuation"];
  const included = escapes.map((name) => ({ include: `source.python#${name}` }));
  // SQLAlchemy's `\:` is no escape of Python's.
  const colon = { match: "\\\\:", name: "constant.character.escape.sql" };
  if (!prefix.isFormatted) return [...included, colon, { match: "%(?:\\(\\w+\\))?s\\b|\\{\\w*\\}", ...placeholder }];
  const lines = quote.isLong ? "multi" : "single";
  return [
    ...included,
    colon,
    { include: "source.python#fstring-formatting-braces" },
    {
      name: "meta.embedded.expression.python",
      begin: "\\{",
      end: quote.isLong ? "\\}" : "\\}|(?=\\n)",
      beginCaptures: { "0": placeholder },
      endCaptures: { "0": placeholder },
      patterns: [{ include: `source.python#fstring-terminator-${lines}` }, { include: "source.python#f-expression" }],
    },
  ];
}

/** PostgreSQL's words and marks that VS Code's grammar, which is of another database's SQL, does not know or takes for something else. */
const words = {
  patterns: [
    // Its own rules for these take a quote at the beginning of a line with them, and IF for a table's name.
    { match: "(?i)(?:^\\s*|\\s*\\b)(create|alter|drop|comment)\\b", captures: { "1": { name: "keyword.other.sql" } } },
    { match: "(?<![:\\w]):[a-zA-Z_]\\w*", name: "variable.parameter.sql" },
    { match: "::", name: "keyword.operator.cast.sql" },
    { match: "\\$(?:[a-zA-Z_]\\w*)?\\$", name: "punctuation.definition.string.dollar.sql" },
    {
      match:
        "(?i)\\b(?:jsonb?|uuid|varchar|character\\s+varying|timestamptz|int[248]|float[48]|bool|serial[248]|bytea|citext|tsvector|hstore|inet|regclass|regtype|interval)\\b",
      name: "storage.type.sql",
    },
    {
      match:
        "(?i)\\b(?:if|exists|not|null|add|column|type|value|enum|rename|concurrently|using|returning|conflict|nothing|cascade|restrict|extension|policy|trigger|procedure|language|plpgsql|validate|owner|materialized|schema|sequence|row|each|execute|before|after|is|between|ilike|any|all|case|when|then|else|end|exception|declare|perform|raise|notice|loop|elsif)\\b",
      name: "keyword.other.sql",
    },
    // Brackets are arrays, and these begin texts there.
    { match: "[\\[\\]`#%/]" },
  ],
};
