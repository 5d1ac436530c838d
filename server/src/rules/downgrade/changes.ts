import { nameInWords, objectInWords } from "../../migration/in-words.ts";
import type { Operation } from "../../migration/operation.ts";
import { presenceIn, type Upgraded } from "./upgraded.ts";

/** What an upgrade changes of objects that were there before, and a downgrade can change back whatever rows there are: each in words. */
export function changesOf(upgraded: Upgraded): readonly string[] {
  return upgraded.operations.flatMap((operation) => changeOf(operation, upgraded) ?? []);
}

function changeOf(operation: Operation, upgraded: Upgraded): string | null {
  if (operation.guards.some(({ kind }) => kind === "gate")) return null;
  switch (operation.kind) {
    case "rename": {
      const { object, to } = operation;
      const renamed = { ...object, name: to };
      if (upgraded.creationOf(object) !== null || presenceIn(upgraded.after, renamed) === "absent") return null;
      return object.name === null || object.name.text === null || to.text === null ? null : objectInWords(renamed);
    }
    case "alter": {
      const { object, change } = operation;
      const isKnown = object.name !== null && object.name.text !== null && object.table?.text !== null;
      if (!isKnown || upgraded.creationOf(object) !== null) return null;
      if (change.kind === "schema")
        return change.schema.text === null ? null : objectInWords({ ...object, schema: change.schema });
      if (presenceIn(upgraded.after, object) === "absent") return null;
      // The way back from these may fail on rows, or its definition is not known.
      const isHarmless =
        (change.kind === "nullable" && !change.nullable) || (change.kind === "identity" && change.change === "add");
      return isHarmless ? objectInWords(object) : null;
    }
    case "rename enum value":
      return operation.to.text === null ? null : `enum type ${nameInWords(operation.type)}`;
    default:
      return null;
  }
}
