import type { Node } from "@pgsql/types";
import type { ObjectType } from "../../../migration/database-object.ts";
import type { BrokenSql, Command, Query } from "../../../migration/operation.ts";
import { constantText, namesOf } from "../../../migration/statements/node-text.ts";
import { nodesWithin } from "../../../sql/nodes-within.ts";
import type { Deed } from "../recorded-operation.ts";
import { isHarmless } from "./harmless-functions.ts";

const anything: readonly Deed[] = [{ kind: "opaque" }];

/** What a query may do: the functions that it calls may do anything. */
export function ofQuery({ statement }: Query): readonly Deed[] {
  if (statement === null) return [];
  if ("CallStmt" in statement) return anything;
  for (const node of nodesWithin(statement)) {
    if (!("FuncCall" in node)) continue;
    const path = searchPathSet(node);
    if (path !== null) return [path];
    if (!isHarmless(namesOf(node.FuncCall.funcname))) return anything;
  }
  return [];
}

/** `set_config('search_path', …)`. */
function searchPathSet(node: Extract<Node, { FuncCall: unknown }>): Deed | null {
  if (namesOf(node.FuncCall.funcname).at(-1) !== "set_config") return null;
  const [name, value] = node.FuncCall.args ?? [];
  if (constantText(name) !== "search_path") return null;
  const text = constantText(value);
  return { kind: "search path", schemas: text === null ? null : splitPath(text) };
}

function splitPath(text: string): readonly string[] | null {
  const names = text.split(",").map((name) => name.trim());
  if (names.length === 1 && names[0] === "") return [];
  return names.every((name) => /^[a-z_]\w*$/.test(name)) ? names : null;
}

const quietCommands: ReadonlySet<string> = new Set([
  "RESET",
  "GRANT",
  "REVOKE",
  "VACUUM",
  "ANALYZE",
  "CLUSTER",
  "LOCK",
  "SET TRANSACTION",
  "SET SESSION CHARACTERISTICS",
  "SET SESSION AUTHORIZATION",
  "SET ROLE",
  "SECURITY LABEL",
  "ALTER DEFAULT PRIVILEGES",
  "ALTER SYSTEM",
  "SHOW",
  "LISTEN",
  "UNLISTEN",
  "NOTIFY",
  "PREPARE",
  "DEALLOCATE",
  "DISCARD",
  "CHECKPOINT",
  "LOAD",
  "SET CONSTRAINTS",
  "DECLARE",
  "FETCH",
  "CLOSE",
  "REASSIGN OWNED",
  "REFRESH MATERIALIZED VIEW",
]);

/** What a command does to the schema. */
export function ofCommand({ name, statement }: Command): readonly Deed[] {
  if (statement !== null && "VariableSetStmt" in statement) {
    const { name: variable, kind, args = [] } = statement.VariableSetStmt;
    if (variable !== "search_path") return [];
    if (kind !== "VAR_SET_VALUE") return [{ kind: "search path", schemas: null }];
    const texts = args.map((arg) => constantText(arg));
    return [{ kind: "search path", schemas: texts.every((text) => text !== null) ? texts : null }];
  }
  if (quietCommands.has(name) || name.startsWith("REINDEX")) return [];
  return name === "IMPORT FOREIGN SCHEMA" ? [{ kind: "opaque", types: ["foreign table", "table"] }] : anything;
}

const writing: ReadonlySet<string> = new Set(["INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE"]);
/** What stands before a parenthesis in a query and is no function. */
const words: ReadonlySet<string> = new Set(
  "all and any as by case distinct else exists from group having in lateral not on or order over partition select then using values when where with".split(
    " ",
  ),
);

/** A statement that does not parse, as one that SQLAlchemy completes: `WHERE id IN :ids`. Its words tell what it may do. */
export function ofBroken({ command, calls }: BrokenSql): readonly Deed[] {
  if (command === null || writing.has(command)) return [];
  const reads = command === "SELECT" && calls.every((name) => words.has(name) || isHarmless([name]));
  return reads ? [] : anything;
}

const entities: readonly ObjectType[] = [
  "function",
  "procedure",
  "view",
  "materialized view",
  "trigger",
  "policy",
  "extension",
  "rule",
];

/** Directives that packages add to Alembic, with what they change: alembic_utils, alembic-postgresql-enum, GeoAlchemy2. */
const knownDirectives: ReadonlyMap<string, readonly ObjectType[]> = new Map([
  ["create_entity", entities],
  ["drop_entity", entities],
  ["replace_entity", entities],
  ["revert_entity", entities],
  ["sync_enum_values", ["type", "column"]],
  ["create_geospatial_index", ["index"]],
  ["drop_geospatial_index", ["index"]],
]);

/** The directives of Alembic's cookbook (Replaceable Objects), and those that projects make after them. */
const replaceable = /^(create|drop|replace|create_or_replace)_(materialized_view|view|sp|procedure|function|trigger)$/;

export function ofDirective(name: string): readonly Deed[] {
  const types = knownDirectives.get(name) ?? (replaceable.test(name) ? entities : undefined);
  return types === undefined ? anything : [{ kind: "opaque", types }];
}
