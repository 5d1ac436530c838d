import type { DatabaseObject } from "../../migration/database-object.ts";
import { nameInWords, objectInWords, operandInWords } from "../../migration/in-words.ts";
import type { Operation } from "../../migration/operation.ts";
import type { Unrepeated } from "./unrepeated.ts";

/** Why an operation fails on a database that has the changes: `Creating table users fails where it is there already.` */
export function failureInWords({ operation, otherLook }: Unrepeated): string {
  return `${failure(operation)}${otherLook === null ? "" : `, and the check of ${objectInWords(otherLook.object)} does not tell`}.`;
}

function failure(operation: Operation): string {
  switch (operation.kind) {
    case "create":
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
    default:
      return `Altering ${words} fails where it is done already`;
  }
}

function isPart({ type }: DatabaseObject): boolean {
  return type === "column" || type === "constraint";
}
