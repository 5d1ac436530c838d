import type { Value } from "../../python/value.ts";
import type { DatabaseObject } from "../database-object.ts";
import { Arguments } from "./arguments.ts";
import { operandOf } from "./operands.ts";
import { sqlalchemyCall } from "./sqlalchemy-call.ts";

/** The sequence that a `sa.Sequence(…)` is; null for any other value. */
export function sequenceObject(value: Value): DatabaseObject | null {
  const call = sqlalchemyCall(value);
  if (call?.name !== "Sequence") return null;
  const given = new Arguments(call.arguments, ["name"]);
  return {
    type: "sequence",
    schema: operandOf(given.some("schema")),
    table: null,
    name: operandOf(given.get("name")),
  };
}
