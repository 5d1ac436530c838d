import type { Value } from "../../python/value.ts";
import { calledName } from "../host-value.ts";
import { Arguments, type Given } from "./arguments.ts";

/** True for what `op.batch_alter_table(…)` gives. */
export function isBatch(value: Value): boolean {
  return value.kind === "result" && calledName(value.of) === "batch_alter_table";
}

/** The arguments that a batch gives to each of its operations: its table and schema, under the names that directives have. */
export function batchArguments(batch: Value): ReadonlyMap<string, Given> {
  const fixed = new Map<string, Given>();
  if (batch.kind !== "result") return fixed;
  const given = new Arguments(batch.arguments, ["table_name", "schema"]);
  const table = given.get("table_name");
  const schema = given.some("schema");
  if (table !== null) {
    fixed.set("table_name", table);
    fixed.set("source_table", table);
  }
  if (schema !== null) {
    fixed.set("schema", schema);
    fixed.set("source_schema", schema);
  }
  return fixed;
}
