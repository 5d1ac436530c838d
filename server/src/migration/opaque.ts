import type { Operation } from "./operation.ts";

/** True for what may do anything to the database. */
export function isOpaque(operation: Operation): boolean {
  switch (operation.kind) {
    case "opaque sql":
    case "broken sql":
    case "foreign call":
    case "directive":
      return true;
    case "command":
      return operation.name.startsWith("DO") || operation.name.startsWith("CALL");
    default:
      return false;
  }
}
