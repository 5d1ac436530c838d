import type { AlterEnumStmt, Node } from "@pgsql/types";
import { offsetsOf } from "../../sql/offsets.ts";
import type { PostgresParser, Token } from "../../sql/postgres-parser.ts";
import type { RenderedSql } from "../../sql/sql-text.ts";
import type { SqlStatement } from "../../sql/statements.ts";
import type { Operand, QualifiedName } from "../database-object.ts";
import type { AddEnumValue, DropEnumValue } from "../operation.ts";
import { expressionAt, operand, type SqlSource } from "../sql-operand.ts";

/** What of an operation its statement alone says. */
export type EnumAddition = Pick<AddEnumValue, "type" | "value" | "neighbor" | "ifNotExists" | "parsed">;

/** Reads `ALTER TYPE … ADD VALUE`; null for any other statement. Half typed, its words alone are enough. */
export function readEnumAddition(
  statement: SqlStatement,
  source: SqlSource,
  rendered: RenderedSql,
  parser: PostgresParser,
): EnumAddition | null {
  if (statement.node === null) return fromTokens(statement.tokens, source);
  if (!("AlterEnumStmt" in statement.node)) return null;
  const tree = statement.node.AlterEnumStmt;
  if (tree.newVal === undefined || tree.oldVal !== undefined) return null;
  const addition = fromTree(tree, source);
  return source.dynamic ? withExpressions(addition, statement, source, rendered, parser) : addition;
}

function fromTree(tree: AlterEnumStmt, source: SqlSource): EnumAddition {
  const names = (tree.typeName ?? []).map(stringOf);
  const neighbor = tree.newValNeighbor;
  return {
    type: typeName(names.map((name) => operand(source, name))),
    value: operand(source, tree.newVal ?? ""),
    neighbor:
      neighbor === undefined
        ? null
        : { position: tree.newValIsAfter === true ? "after" : "before", value: operand(source, neighbor) },
    ifNotExists: tree.skipIfNewValExists === true,
    parsed: true,
  };
}

function typeName(names: readonly Operand[]): QualifiedName {
  const name = names.at(-1) ?? { text: null, expression: null };
  return { schema: names.at(-2) ?? null, name };
}

function stringOf(node: Node): string {
  return "String" in node ? (node.String.sval ?? "") : "";
}

/** Known operands that a Python expression brought in, as in a loop, keep that expression. */
function withExpressions(
  addition: EnumAddition,
  statement: SqlStatement,
  source: SqlSource,
  rendered: RenderedSql,
  parser: PostgresParser,
): EnumAddition {
  const text = rendered.sql.slice(statement.start, statement.end);
  const tokens = parser.scan(text)?.filter((token) => token.kind !== "comment") ?? [];
  const offsets = offsetsOf(text);
  const at = (first: Token | undefined, last: Token | undefined, quotes: number) =>
    first === undefined || last === undefined
      ? null
      : expressionAt(
          source,
          rendered,
          statement.start + offsets.fromBytes(first.byteStart) + quotes,
          statement.start + offsets.fromBytes(last.byteEnd) - quotes,
        );
  const add = tokens.findIndex((token, index) => index > 1 && isWord(token, "ADD"));
  const name = tokens.slice(2, add);
  const literals = tokens.slice(add).filter((token) => token.kind === "string");
  const [value, neighbor] = literals;
  const own = name.at(-1);
  const quotes = own?.text.startsWith('"') === true ? 1 : 0;
  // Unquoted, PostgreSQL folds the name: the expression gives another one then.
  const folded =
    addition.type.name.text !== null && own?.text.slice(quotes, own.text.length - quotes) !== addition.type.name.text;
  return {
    ...addition,
    type: {
      schema: addition.type.schema,
      name: { ...addition.type.name, expression: folded ? null : at(own, own, quotes) },
    },
    value: { ...addition.value, expression: at(value, value, 1) ?? addition.value.expression },
    neighbor:
      addition.neighbor === null
        ? null
        : { ...addition.neighbor, value: { ...addition.neighbor.value, expression: at(neighbor, neighbor, 1) } },
  };
}

function isWord(token: Token, word: string): boolean {
  return (token.kind === "keyword" || token.kind === "identifier") && token.text.toUpperCase() === word;
}

function fromTokens(tokens: readonly Token[], source: SqlSource): EnumAddition | null {
  const found = valueCommand(tokens, "ADD", source);
  if (found === null) return null;
  const { type, value, rest } = found;
  return { type, value, neighbor: null, ifNotExists: rest.some((token) => isWord(token, "EXISTS")), parsed: false };
}

/** Reads `ALTER TYPE … DROP VALUE`, which no PostgreSQL parses; null for any other statement. */
export function readEnumRemoval(
  statement: SqlStatement,
  source: SqlSource,
): Pick<DropEnumValue, "type" | "value"> | null {
  const found = statement.node === null ? valueCommand(statement.tokens, "DROP", source) : null;
  return found === null ? null : { type: found.type, value: found.value };
}

/** `ALTER TYPE name ADD VALUE …` by its words. */
function valueCommand(tokens: readonly Token[], command: "ADD" | "DROP", source: SqlSource) {
  const [alter, type] = tokens;
  const at = tokens.findIndex((token) => isWord(token, command));
  const value = tokens[at + 1];
  if (alter === undefined || type === undefined || value === undefined || at < 3) return null;
  if (!isWord(alter, "ALTER") || !isWord(type, "TYPE") || !isWord(value, "VALUE")) return null;
  const names = tokens.slice(2, at).filter((token) => token.text !== ".");
  const rest = tokens.slice(at + 2);
  const literal = rest.find((token) => token.kind === "string");
  return {
    type: typeName(names.map((token) => operand(source, unquote(token.text)))),
    value: literal === undefined ? { text: null, expression: null } : operand(source, literal.text.slice(1, -1)),
    rest,
  };
}

function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
}
