import type { DatabaseObject } from "../database-object.ts";
import type { Operation } from "../operation.ts";

/**
 * PostgreSQL's names of the conditions by which an operation fails because its object is there already, or, with `exists`, is not there
 * (measured on PostgreSQL 18.6 and 15).
 */
export function failureConditions(operation: Operation, { type }: DatabaseObject, exists: boolean): readonly string[] {
  const names = exists ? missing(operation, type) : present(operation, type);
  return [...names, "others", "syntax_error_or_access_rule_violation"];
}

function present(operation: Operation, type: DatabaseObject["type"]): readonly string[] {
  if (operation.kind === "alter") {
    if (operation.change.kind === "identity") return ["object_not_in_prerequisite_state"];
    if (operation.change.kind === "attach partition") return ["wrong_object_type"];
    // "relation is not a partition of relation": detached already.
    if (operation.change.kind === "detach partition") return ["undefined_table"];
  }
  switch (type) {
    case "table":
    case "foreign table":
    case "relation":
    case "view":
    case "materialized view":
    case "sequence":
    case "index":
      return ["duplicate_table"];
    case "column":
      return ["duplicate_column"];
    case "constraint":
      return constraintPresent(operation);
    case "schema":
      return ["duplicate_schema"];
    case "function":
    case "procedure":
    case "aggregate":
    case "operator":
      return ["duplicate_function"];
    case "database":
      return ["duplicate_database"];
    default:
      return ["duplicate_object"];
  }
}

/** A constraint with an index of its name collides with that as a relation does; a second primary key is refused as such. */
function constraintPresent(operation: Operation): readonly string[] {
  const definition = operation.kind === "create" ? operation.definition : null;
  if (definition?.kind !== "constraint") return ["duplicate_object"];
  if (definition.type === "unique" || definition.type === "exclude") return ["duplicate_table"];
  return definition.type === "primary key" ? ["invalid_table_definition"] : ["duplicate_object"];
}

function missing(operation: Operation, type: DatabaseObject["type"]): readonly string[] {
  // The new name is looked for first.
  if (operation.kind === "rename" && type === "policy") return ["duplicate_object"];
  switch (type) {
    case "table":
    case "foreign table":
    case "relation":
    case "view":
    case "materialized view":
    case "sequence":
      return ["undefined_table"];
    case "index":
      return [operation.kind === "drop" ? "undefined_object" : "undefined_table"];
    case "column":
      return ["undefined_column"];
    case "schema":
      return ["invalid_schema_name"];
    case "function":
    case "procedure":
    case "aggregate":
    case "operator":
      return ["undefined_function"];
    case "database":
      return ["invalid_catalog_name"];
    case "enum value":
      return ["invalid_parameter_value"];
    default:
      return ["undefined_object"];
  }
}
