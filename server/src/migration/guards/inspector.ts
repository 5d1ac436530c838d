import type { ArgumentValue, Value } from "../../python/value.ts";
import { type DatabaseObject, type ObjectType, type Operand, unknownOperand } from "../database-object.ts";
import { calledName } from "../host-value.ts";
import { nameGiven } from "./arguments-by-name.ts";
import { type Claims, presence } from "./claim.ts";
import type { Listing } from "./listing.ts";

/** Methods of SQLAlchemy's inspector that list objects of a schema by name. */
const namesInSchema: Readonly<Record<string, ObjectType>> = {
  get_table_names: "table",
  get_view_names: "view",
  get_materialized_view_names: "materialized view",
  get_sequence_names: "sequence",
  get_foreign_table_names: "foreign table",
  table_names: "table",
};

/** Those that describe parts of a table, each by a dictionary with a `name`. */
const partsOfTable: Readonly<Record<string, ObjectType>> = {
  get_columns: "column",
  get_indexes: "index",
  get_foreign_keys: "constraint",
  get_unique_constraints: "constraint",
  get_check_constraints: "constraint",
  get_pk_constraint: "constraint",
};

/** What an inspector's method lists; null for another value. */
export function inspectorListing(value: Value): Listing | null {
  const call = inspectorCall(value);
  if (call === null) return null;
  const { name, values } = call;
  const object = (type: ObjectType, schema: Operand | null, table: Operand | null): DatabaseObject => ({
    type,
    schema,
    table,
    name: null,
  });
  const inSchema = namesInSchema[name];
  if (inSchema !== undefined)
    return { object: object(inSchema, nameGiven(values, 0, "schema"), null), by: "inspector", elements: "names" };
  if (name === "get_schema_names") return { object: object("schema", null, null), by: "inspector", elements: "names" };
  if (name === "get_enums")
    return { object: object("type", nameGiven(values, 0, "schema"), null), by: "inspector", elements: "records" };
  const part = partsOfTable[name];
  if (part === undefined) return null;
  const table = nameGiven(values, 0, "table_name") ?? unknownOperand;
  return {
    object: object(part, nameGiven(values, 1, "schema"), table),
    by: "inspector",
    elements: name === "get_pk_constraint" ? "record" : "records",
  };
}

/** What `has_table(…)` and the like of an inspector, a dialect or an engine ask. */
export function inspectorClaims(value: Value): Claims | null {
  const call = inspectorCall(value);
  if (call === null) return null;
  const { name, values } = call;
  const object = askedFor(name, values);
  return object === null ? null : presence(object, "inspector");
}

function askedFor(name: string, values: readonly ArgumentValue[]): DatabaseObject | null {
  switch (name) {
    case "has_table":
      return {
        type: "table",
        schema: nameGiven(values, 1, "schema"),
        table: null,
        name: nameGiven(values, 0, "table_name", "tablename") ?? unknownOperand,
      };
    case "has_index":
      return {
        type: "index",
        schema: nameGiven(values, 2, "schema"),
        table: nameGiven(values, 0, "table_name"),
        name: nameGiven(values, 1, "index_name") ?? unknownOperand,
      };
    case "has_sequence":
      return {
        type: "sequence",
        schema: nameGiven(values, 1, "schema"),
        table: null,
        name: nameGiven(values, 0, "sequence_name") ?? unknownOperand,
      };
    case "has_type":
      return {
        type: "type",
        schema: nameGiven(values, 1, "schema"),
        table: null,
        name: nameGiven(values, 0, "type_name") ?? unknownOperand,
      };
    case "has_schema":
      return {
        type: "schema",
        schema: null,
        table: null,
        name: nameGiven(values, 0, "schema_name", "schema") ?? unknownOperand,
      };
    default:
      return null;
  }
}

/** A dialect's methods take the connection first, an inspector's don't. */
function inspectorCall(value: Value): { readonly name: string; readonly values: readonly ArgumentValue[] } | null {
  if (value.kind !== "result" || value.of.kind !== "member") return null;
  const { name, object } = value.of;
  const dialect = object.kind === "member" && object.name === "dialect";
  const [first] = value.arguments;
  const connection = dialect && first !== undefined && (first.keyword === null || first.keyword === "connection");
  return { name, values: connection ? value.arguments.slice(1) : value.arguments };
}

/** Names of methods that ask the database what it holds, whatever they are called on. */
export const inspectorMethods: ReadonlySet<string> = new Set([
  ...Object.keys(namesInSchema),
  ...Object.keys(partsOfTable),
  "get_schema_names",
  "get_enums",
  "has_table",
  "has_index",
  "has_sequence",
  "has_type",
  "has_schema",
]);

/** `Inspector.from_engine(bind)` of older SQLAlchemy. */
export function makesInspector(callee: Value): boolean {
  return callee.kind === "reference" && callee.path.startsWith("sqlalchemy.") && calledName(callee) === "from_engine";
}
