import { knownText, type Text } from "../python/text.ts";
import type { ArgumentValue, Value } from "../python/value.ts";
import { argument } from "../python/value.ts";

/** What a value executes SQL on. */
export type ExecutionTarget =
  | "migration connection"
  | "autocommit connection"
  /** An engine or connection that the migration opens for itself. */
  | "other connection"
  | null;

const opens = new Set(["create_engine", "engine_from_config", "create_async_engine", "connect"]);
const passesOn = new Set([
  "execution_options",
  "connection",
  "bind",
  "_connection",
  "connect",
  "cursor",
  "impl",
  "dbapi_connection",
  "driver_connection",
  "begin",
  "get_bind",
  "raw_connection",
]);

/** The name that a called value goes by: of the attribute, or the last part of the dotted name. */
export function calledName(callee: Value): string | null {
  if (callee.kind === "member") return callee.name;
  if (callee.kind === "reference") return callee.path.slice(callee.path.lastIndexOf(".") + 1);
  return null;
}

/** True for an imported name under one of the packages. */
export function isFrom(value: Value, ...packages: readonly string[]): boolean {
  return (
    value.kind === "reference" && packages.some((name) => value.path === name || value.path.startsWith(`${name}.`))
  );
}

/** What SQL given to a method of this value would run on; null when it is not something that executes. */
export function executionTarget(value: Value): ExecutionTarget {
  switch (value.kind) {
    case "reference":
      return isFrom(value, "alembic.op", "alembic.context") ? "migration connection" : null;
    // A parameter or a name not bound in this file, as in a half-typed one: taken for the migration's.
    case "unbound":
      return "migration connection";
    case "unknown":
      return value.queried ? null : "migration connection";
    case "member": {
      if (value.name === "engine" && executionTarget(value.object) !== null) return "other connection";
      return passesOn.has(value.name) ? executionTarget(value.object) : null;
    }
    case "result":
      return resultTarget(value.of, value.arguments);
    default:
      return null;
  }
}

function resultTarget(of: Value, values: readonly ArgumentValue[]): ExecutionTarget {
  const name = calledName(of);
  // `sessionmaker(bind=bind)()`
  if (of.kind === "result" && isFrom(of.of, "sqlalchemy") && calledName(of.of) === "sessionmaker") {
    const bind = argument(values, 0, "bind") ?? argument(of.arguments, 0, "bind");
    return bind === null ? "other connection" : executionTarget(bind.value);
  }
  if (of.kind === "reference") {
    if (isFrom(of, "alembic.op", "alembic.context") && ["get_bind", "get_context"].includes(name ?? ""))
      return "migration connection";
    if (name !== null && opens.has(name)) return "other connection";
    if (isFrom(of, "sqlalchemy") && name === "Session") {
      const bind = argument(values, 0, "bind");
      return bind === null ? "other connection" : executionTarget(bind.value);
    }
    return null;
  }
  if (of.kind !== "member" || name === null || !passesOn.has(name)) return null;
  const target = executionTarget(of.object);
  if (name === "execution_options" && target !== null) {
    const level = values.find((value) => value.keyword === "isolation_level")?.value;
    if (level?.kind === "text" && knownText(level.text)?.toUpperCase() === "AUTOCOMMIT") return "autocommit connection";
  }
  return target;
}

/** True when the value is a DBAPI cursor or connection: SQLAlchemy neither reads bind parameters nor wraps errors. */
export function isDriverLevel(value: Value): boolean {
  if (value.kind === "result") return calledName(value.of) === "cursor" || isDriverLevel(value.of);
  if (value.kind === "member") return ["dbapi_connection", "driver_connection"].includes(value.name);
  return false;
}

const textConstructs = new Set(["text", "DDL", "TextClause", "literal_column"]);

/** The SQL text that a value carries: a string, `sqlalchemy.text(…)`, `sqlalchemy.DDL(…)`; null for anything else. */
export function sqlTextOf(value: Value): Text | null {
  if (value.kind === "text") return value.text;
  if (value.kind !== "result") return null;
  const name = calledName(value.of);
  if (
    value.of.kind === "reference" &&
    isFrom(value.of, "sqlalchemy", "sqlmodel") &&
    name !== null &&
    textConstructs.has(name)
  ) {
    const given = argument(value.arguments, 0, name === "DDL" ? "statement" : "text");
    return given === null ? null : sqlTextOf(given.value);
  }
  if (value.of.kind === "member" && ["bindparams", "params", "execution_options", "columns"].includes(name ?? ""))
    return sqlTextOf(value.of.object);
  return null;
}

/** True when the text is for PostgreSQL's grammar by way of `sqlalchemy.text`: `:name` is a parameter. */
export function readsBindParameters(value: Value, method: string): boolean {
  if (value.kind === "text") return method === "execute" || method === "scalar" || method === "scalars";
  return value.kind === "result" && calledName(value.of) !== "DDL";
}
