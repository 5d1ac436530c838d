import type { DatabaseObject } from "../../migration/database-object.ts";
import { nameInWords, objectInWords, operandInWords } from "../../migration/in-words.ts";
import type { Operation } from "../../migration/operation.ts";
import { failureOf } from "./failure.ts";
import type { Unrepeated } from "./unrepeated.ts";

/** Why an operation fails on a database that has the changes: `Creating table users fails where it is there already.` */
export function failureInWords({ operation, otherLook }: Unrepeated): string {
  return `${failure(operation)}${shelterInWords(operation, otherLook)}.`;
}

/** What does not help against it, though it looks as if. */
function shelterInWords(operation: Operation, otherLook: Unrepeated["otherLook"]): string {
  if (otherLook !== null) return `, and the check of ${objectInWords(otherLook.object)} does not prevent that`;
  const condition = failureOf(operation);
  const hasHandler = operation.guards.some(({ kind }) => kind === "handler");
  return hasHandler && condition !== null ? `, with ${condition}, which the DO block does not catch` : "";
}

function failure(operation: Operation): string {
  switch (operation.kind) {
    case "create":
      if (operation.definition?.kind === "constraint" && operation.definition.type === "primary key")
        return `Adding a primary key to ${ownerInWords(operation.object)} fails where it has one already`;
      return `${isPart(operation.object) ? "Adding" : "Creating"} ${objectInWords(operation.object)} fails where it is there already`;
    case "drop":
      return `Dropping ${objectInWords(operation.object)} fails where it is gone already`;
    case "rename":
      return `Renaming ${objectInWords(operation.object)} to ${operandInWords(operation.to)} fails where it is renamed already`;
    case "rename enum value":
      return `Renaming value ${operandInWords(operation.value)} of enum type ${nameInWords(operation.type)} fails where it is renamed already`;
    case "alter":
      return alterationFailure(operation);
    default:
      return "This fails on a database that has the change already";
  }
}

function alterationFailure({ change, object }: Extract<Operation, { kind: "alter" }>): string {
  const words = objectInWords(object);
  switch (change.kind) {
    case "schema":
      return `Moving ${words} to schema ${operandInWords(change.schema)} fails where it is there already`;
    case "identity":
      return `Making ${words} an identity column fails where it is one already`;
    case "attach partition":
      return `Attaching partition ${nameInWords(change.partition)} fails where it is attached already`;
    case "detach partition":
      return `Detaching partition ${nameInWords(change.partition)} fails where it is detached already`;
    default:
      return `Altering ${words} fails where it is done already`;
  }
}

function ownerInWords({ schema, table }: DatabaseObject): string {
  return objectInWords({ type: "table", schema, table: null, name: table });
}

function isPart({ type }: DatabaseObject): boolean {
  return type === "column" || type === "constraint";
}
