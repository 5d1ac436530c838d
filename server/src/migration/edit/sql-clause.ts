import type { Span } from "../../python/syntax.ts";
import type { DatabaseObject } from "../database-object.ts";
import { headingOf } from "../heading.ts";
import type { Operation } from "../operation.ts";
import type { MigrationScript } from "../script.ts";
import type { SqlWord } from "../sql-words.ts";
import { alterTableCommand } from "./alter-table-commands.ts";
import type { TextEdit } from "./text-edit.ts";

/** The words that name kinds of objects; what follows one is a clause, then the object's name. */
const kindWords: ReadonlySet<string> = new Set(
  `TABLE INDEX SCHEMA SEQUENCE EXTENSION VIEW STATISTICS SERVER TYPE DOMAIN FUNCTION PROCEDURE ROUTINE AGGREGATE TRIGGER POLICY RULE ROLE
  USER GROUP DATABASE PUBLICATION SUBSCRIPTION COLLATION CAST CONVERSION LANGUAGE TABLESPACE OPERATOR`.split(/\s+/),
);

/** Where in a statement an operation says what it does. */
interface Phrase {
  readonly words: readonly SqlWord[];
  /** The first word of what is done: CREATE, ADD, DROP. */
  readonly first: number;
  /** The word that IF [NOT] EXISTS follows. */
  readonly last: number;
}

type Written = Extract<Operation, { kind: "create" | "drop" | "rename" | "alter" }>;

/** The edit that puts `clause` where IF [NOT] EXISTS belongs; null where the statement does not stand in the file as it is. */
export function existsClause(script: MigrationScript, operation: Written, clause: string): TextEdit | null {
  const phrase = phraseOf(operation);
  return phrase === null ? null : after(script, phrase.words[phrase.last], clause);
}

/** The edit that makes it `ALTER TABLE IF EXISTS`; null where the statement does not stand in the file as it is. */
export function tableExistsClause(script: MigrationScript, operation: Written): TextEdit | null {
  const words = operation.origin.words?.() ?? [];
  const table = words.findIndex(isWord("TABLE"));
  return table === -1 ? null : after(script, words[table], "IF EXISTS");
}

/** The edit that makes it `CREATE OR REPLACE`; null where the statement does not stand in the file as it is. */
export function replaceClause(script: MigrationScript, operation: Written): TextEdit | null {
  return after(script, operation.origin.words?.()[0], "OR REPLACE");
}

/** The range that names what an operation does: `ALTER TABLE users ADD COLUMN plan`; of a directive, its name; else its first line. */
export function phraseSpan(script: MigrationScript, operation: Written): Span {
  const whole = headingOf(script, operation);
  const isNamed = (operation.kind === "create" || operation.kind === "drop") && hasName(operation.object);
  const phrase = operation.statement === null ? null : phraseOf(operation);
  if (phrase === null || (!isNamed && phrase.first === 0)) return whole;
  const { words, first } = phrase;
  const end = words[nameEnd(words, phrase.last + 1)]?.span?.end;
  // The first of several commands begins with the statement, if that is on the same line.
  const comma = words.findIndex(isWord(","));
  const starts = comma !== -1 && comma < first ? [first] : [0, first];
  for (const at of starts) {
    const start = words[at]?.span?.start;
    if (start === undefined || end === undefined || start < operation.start || end > operation.end) continue;
    if (!script.source.slice(start, end).includes("\n")) return { start, end };
  }
  return whole;
}

function after({ source }: MigrationScript, word: SqlWord | undefined, clause: string): TextEdit | null {
  if (word?.span == null || source.slice(word.span.start, word.span.end) !== word.text) return null;
  const { end } = word.span;
  return { start: end, end, text: ` ${word.text === word.text.toLowerCase() ? clause.toLowerCase() : clause}` };
}

function phraseOf(operation: Written): Phrase | null {
  const words = operation.origin.words?.() ?? [];
  const { object } = operation;
  const isPart = (object.type === "column" || object.type === "constraint") && object.table !== null;
  if (isPart && (operation.kind === "create" || operation.kind === "drop")) {
    const verb = operation.kind === "create" ? "ADD" : "DROP";
    const command = alterTableCommand(words, verb, object.type, object.name?.text ?? null);
    return command === null ? null : { words, ...command };
  }
  // SELECT … INTO makes a table too; CREATE LANGUAGE an extension, which has no IF; and CREATE SCHEMA has none with what it holds.
  if (!["CREATE", "DROP", "ALTER"].includes(words[0]?.text.toUpperCase() ?? "")) return null;
  const kind = words.findIndex((word, index) => index > 0 && kindWords.has(word.text.toUpperCase()));
  if (kind === -1 || (operation.kind === "create" && isWord("LANGUAGE")(words[kind])) || holdsOthers(operation))
    return null;
  const next = words[kind + 1]?.text.toUpperCase() ?? "";
  const second =
    (isWord("INDEX")(words[kind]) && next === "CONCURRENTLY") ||
    (isWord("OPERATOR")(words[kind]) && (next === "CLASS" || next === "FAMILY")) ||
    (isWord("USER")(words[kind]) && next === "MAPPING");
  return { words, first: 0, last: second ? kind + 1 : kind };
}

/** A cast is known by its types, in parentheses. */
function hasName({ type, name }: DatabaseObject): boolean {
  return name !== null && type !== "cast";
}

/** A schema with its first objects, and those. */
function holdsOthers({ statement }: Written): boolean {
  return (
    statement !== null && "CreateSchemaStmt" in statement && (statement.CreateSchemaStmt.schemaElts ?? []).length > 0
  );
}

/** The last word of the name that begins at `from`: `auth . users`. */
function nameEnd(words: readonly SqlWord[], from: number): number {
  let end = from;
  // A clause that is there already.
  while (["IF", "NOT", "EXISTS"].includes(words[end]?.text.toUpperCase() ?? "")) end++;
  while (words[end + 1]?.text === ".") end += 2;
  // A key without a name.
  if (["PRIMARY", "FOREIGN"].includes(words[end]?.text.toUpperCase() ?? "")) end++;
  return end;
}

function isWord(text: string): (word: SqlWord | undefined) => boolean {
  return (word) => word?.text.toUpperCase() === text;
}
