import type { DatabaseObject } from "../../migration/database-object.ts";
import { givenExistenceKeyword } from "../../migration/existence-keywords.ts";
import { functionRuns } from "../../migration/function-runs.ts";
import type { Guard } from "../../migration/guard.ts";
import { checkFor } from "../../migration/guards/check-for.ts";
import type { Create, Operation } from "../../migration/operation.ts";
import { ranBefore } from "../../migration/ran-before.ts";
import { type Unrepeatable, unrepeatable } from "../../migration/repetition.ts";
import { sameness } from "../../migration/same-name.ts";
import type { MigrationScript } from "../../migration/script.ts";
import { isEnumCreation, nameOf } from "../enum-types/enum-creation.ts";

/** What fails, or is done twice, on a database that has the changes already. */
export interface Unrepeated extends Unrepeatable {
  /** What only fails because this has not failed before it: the indexes of a table that is created. */
  readonly dependents: readonly Operation[];
  /** The look that it runs behind, which does not tell whether it can be repeated; null for none. */
  readonly otherLook: Extract<Guard, { kind: "existence" }> | null;
}

const known = new WeakMap<MigrationScript, readonly Unrepeated[]>();

/** Finds what can't be repeated in each of the script's functions. Enum types and their values have rules of their own. */
export function unrepeatedOf(script: MigrationScript): readonly Unrepeated[] {
  let found = known.get(script);
  if (found === undefined) {
    found = functionRuns(script).flatMap(({ operations }) => inRun(operations));
    known.set(script, found);
  }
  return found;
}

function inRun(operations: readonly Operation[]): readonly Unrepeated[] {
  const found = unrepeatable(operations.filter(({ transaction }) => transaction !== "other connection")).filter(
    ({ operation }) =>
      !isEnumCreation(operation) &&
      operation.kind !== "add enum value" &&
      // A keyword that its directive does not know is another rule's.
      givenExistenceKeyword(operation) === null,
  );
  const dependents = new Map<Operation, Operation[]>();
  const own: Unrepeatable[] = [];
  for (const each of found) {
    const first = own.find(({ operation }) => isReachedAfter(each.operation, operation));
    if (first === undefined) own.push(each);
    else dependents.set(first.operation, [...(dependents.get(first.operation) ?? []), each.operation]);
  }
  return own.map((each) => ({
    ...each,
    dependents: dependents.get(each.operation) ?? [],
    otherLook: otherLook(each.operation),
  }));
}

/** Whether `later` is not reached where `earlier` fails: it belongs to the same directive, or to the table that this creates. */
function isReachedAfter(later: Operation, earlier: Operation): boolean {
  if (earlier.origin.call === later.origin.call && later.directive !== null)
    return earlier.kind !== later.kind || objectOf(earlier)?.type !== objectOf(later)?.type;
  if (earlier.kind !== "create") return false;
  // CREATE SCHEMA with the objects in it is one statement.
  if (earlier.object.type === "schema" && earlier.statement !== null && earlier.statement === later.statement)
    return true;
  if (earlier.object.type !== "table") return false;
  return isOnTable(later, earlier) && ranBefore(earlier, later, () => false);
}

function isOnTable(operation: Operation, table: Create): boolean {
  const object = objectOf(operation);
  if (object === null || object.table === null) return false;
  return sameness({ schema: object.schema, name: object.table }, nameOf(table)) === "same";
}

/** What an operation is about; for rows, the table as the owner of what is no object. */
function objectOf(operation: Operation): DatabaseObject | null {
  if (operation.kind === "insert" || operation.kind === "write")
    return { type: "other", schema: operation.table.schema, table: operation.table.name, name: null };
  return "object" in operation ? operation.object : null;
}

function otherLook(operation: Operation): Unrepeated["otherLook"] {
  const object = objectOf(operation);
  if (object === null) return null;
  const check = checkFor(operation, object, operation.kind !== "create");
  return check.state === "other" ? check.guard : null;
}
