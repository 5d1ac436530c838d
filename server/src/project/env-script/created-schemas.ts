import type { Call, Expression } from "../../python/syntax.ts";
import { type SqlPart, unknownIn } from "../../sql/sql-text.ts";
import type { SqlReading } from "../../sql/statements.ts";
import { type ConnectionSource, connectionSources } from "./connection-sources.ts";
import { numbered, type PartlyKnownText, possibleTexts } from "./known-values.ts";
import type { NameBindings } from "./name-bindings.ts";

const executes = new Set(["execute", "exec_driver_sql", "scalar", "scalars"]);
/** Packages that change no schema of the database when they are given a connection. */
const harmless =
  /^(alembic|sqlalchemy|sqlmodel|logging|asyncio|os|sys|re|pathlib|typing|contextlib|functools|dotenv|flask|alembic_utils|alembic_postgresql_enum|geoalchemy2|pgvector)\b/;

/**
 * The schemas that a script creates, or null where it may create others: by a name or a statement that can't be known, or in a
 * function of another module that is given the connection.
 * @param connections where the migrations' connection may come from.
 */
export function createdSchemas(
  names: NameBindings,
  connections: readonly ConnectionSource[],
  readSql: (parts: readonly SqlPart[]) => SqlReading,
): readonly string[] | null {
  const found = names.calls.map((call): readonly (string | null)[] => {
    const [first] = call.arguments;
    if (call.callee.kind === "attribute" && executes.has(call.callee.name) && first !== undefined) {
      return executed(first.value, names, readSql);
    }
    return mayCreate(call, names, connections) ? [null] : [];
  });
  const schemas = new Set<string>();
  for (const schema of found.flat()) {
    if (schema === null) return null;
    schemas.add(schema);
  }
  return [...schemas];
}

function executed(
  expression: Expression,
  names: NameBindings,
  readSql: (parts: readonly SqlPart[]) => SqlReading,
): readonly (string | null)[] {
  const construct = constructOf(expression, names);
  if (construct !== null) {
    const [schema] = construct.arguments;
    if (names.path(construct.callee)?.endsWith(".CreateSchema") !== true) return [];
    return schema === undefined ? [null] : possibleTexts(schema.value, names).map(wholeText);
  }
  return possibleTexts(expression, names).flatMap((text) => schemasIn(text, readSql));
}

/** The call that makes a SQLAlchemy construct other than a text: `CreateSchema("x")`, `select(…)`. */
function constructOf(expression: Expression, names: NameBindings): Call | null {
  if (expression.kind !== "call") return null;
  const path = names.path(expression.callee);
  const isConstruct = path !== null && /^(sqlalchemy|sqlmodel)\b/.test(path) && !/\.(text|DDL)$/.test(path);
  return isConstruct ? expression : null;
}

function schemasIn(
  text: PartlyKnownText,
  readSql: (parts: readonly SqlPart[]) => SqlReading,
): readonly (string | null)[] {
  if (!text.some((part) => "text" in part && part.text.trim() !== "")) return text.length === 0 ? [] : [null];
  const { rendered, statements } = readSql(numbered(text));
  // Where nothing had to be put in for an unknown part, that may be statements of its own.
  if (rendered.forms.includes("empty")) return [null];
  return statements.flatMap(({ node }) => {
    if (node === null) return mayBeCreation(text) ? [null] : [];
    // An extension may bring schemas of its own.
    if ("DoStmt" in node || "CreateExtensionStmt" in node) return [null];
    if (!("CreateSchemaStmt" in node)) return [];
    const { schemaname } = node.CreateSchemaStmt;
    return schemaname === undefined || unknownIn(schemaname) !== null ? [null] : [schemaname];
  });
}

/** Whether a text that does not parse, as one with parameters, may make a schema. */
function mayBeCreation(text: PartlyKnownText): boolean {
  const whole = wholeText(text);
  return whole === null || /\b(schema|extension|do|call)\b/i.test(whole);
}

function wholeText(text: PartlyKnownText): string | null {
  let whole = "";
  for (const part of text) {
    if (!("text" in part)) return null;
    whole += part.text;
  }
  return whole;
}

/** Whether the call gives a connection to code that isn't read. */
function mayCreate(call: Call, names: NameBindings, connections: readonly ConnectionSource[]): boolean {
  const path = names.path(call.callee);
  if (path === null || harmless.test(path)) return false;
  return call.arguments.some(({ value }) =>
    connectionSources(value, names).some(
      (source) => source.kind !== "imported" || connections.some((other) => mayBeRelated(source, other)),
    ),
  );
}

/** Whether one imported thing may hold what another is made of: both are of one module, or one is a part of the other. */
function mayBeRelated({ path }: Extract<ConnectionSource, { kind: "imported" }>, other: ConnectionSource): boolean {
  if (other.kind !== "imported") return other.kind === "unknown";
  const [shorter, longer] = path.length < other.path.length ? [path, other.path] : [other.path, path];
  // A dotted name does not tell where the module ends: `app.db.engine.connect`.
  return `${longer}.`.startsWith(shorter.slice(0, shorter.lastIndexOf(".") + 1));
}
