import type { Node } from "@pgsql/types";
import { knownText } from "../../python/text.ts";
import type { Value } from "../../python/value.ts";
import type { PostgresParser } from "../../sql/postgres-parser.ts";
import type { SqlExpression } from "../definition.ts";
import { sqlTextOf } from "../host-value.ts";
import { type SqlalchemyCall, sqlalchemyCall } from "./sqlalchemy-call.ts";

/** An expression that is written as SQL: of a check, a predicate, USING. A plain string counts as it is. */
export function writtenExpression(value: Value, parser: PostgresParser): SqlExpression {
  return expression(value.kind === "text" ? knownText(value.text) : renderedSql(value), parser);
}

/** An expression that is a value, as of `server_default=`: a plain string is a literal there. */
export function valueExpression(value: Value, parser: PostgresParser): SqlExpression {
  return expression(renderedValue(value), parser);
}

/** An expression by its text; null: it can't be known. */
export function expression(text: string | null, parser: PostgresParser): SqlExpression {
  return { text, node: text === null ? null : expressionNode(text, parser) };
}

/** PostgreSQL's tree of an expression; null when it does not parse. */
function expressionNode(text: string, parser: PostgresParser): Node | null {
  if (text.includes("\0")) return null;
  const result = parser.parse(`SELECT (${text}\n)`);
  const statement = result.ok && result.statements.length === 1 ? result.statements[0]?.node : undefined;
  if (statement === undefined || !("SelectStmt" in statement)) return null;
  const [target] = statement.SelectStmt.targetList ?? [];
  return target !== undefined && "ResTarget" in target ? (target.ResTarget.val ?? null) : null;
}

/** A name as SQL takes it whatever it is. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as a literal of SQL. */
export function quotedLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function renderedValue(value: Value): string | null {
  if (value.kind !== "text") return renderedSql(value);
  const text = knownText(value.text);
  return text === null ? null : quotedLiteral(text);
}

/** The SQL that a number, a constant or an expression of SQLAlchemy renders; null when it is none that is understood. */
function renderedSql(value: Value): string | null {
  if (value.kind === "number") return String(value.value);
  if (value.kind === "constant") return value.value === null ? "NULL" : String(value.value);
  if (value.kind !== "result") return null;
  const written = sqlTextOf(value);
  // `sa.text` takes `\:` for a colon.
  if (written !== null) return knownText(written)?.replaceAll("\\:", ":") ?? null;
  const call = sqlalchemyCall(value);
  if (call === null) return null;
  if (value.of.kind === "reference" && /\.func\.\w+$/.test(value.of.path)) return renderedFunction(call);
  const first = call.arguments[0]?.value;
  if (first === undefined) return ["true", "false", "null"].includes(call.name) ? call.name : null;
  if (call.name === "DefaultClause" || call.name === "literal") return renderedValue(first);
  if (call.name !== "column" || first.kind !== "text") return null;
  const name = knownText(first.text);
  return name === null ? null : quotedName(name);
}

/** Functions that SQL has without parentheses. */
export const bareFunctions: ReadonlySet<string> = new Set([
  "current_catalog",
  "current_date",
  "current_role",
  "current_schema",
  "current_time",
  "current_timestamp",
  "current_user",
  "localtime",
  "localtimestamp",
  "session_user",
  "user",
]);

function renderedFunction({ name, arguments: values }: SqlalchemyCall): string | null {
  if (values.length === 0 && bareFunctions.has(name.toLowerCase())) return name.toUpperCase();
  const rendered = values.map(({ value }) => renderedValue(value));
  return rendered.includes(null) ? null : `${name}(${rendered.join(", ")})`;
}
