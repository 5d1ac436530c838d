import type { DatabaseObject } from "../../migration/database-object.ts";
import { givenExistenceKeyword } from "../../migration/existence-keywords.ts";
import { functionRuns } from "../../migration/function-runs.ts";
import type { Guard } from "../../migration/guard.ts";
import { checkFor } from "../../migration/guards/check-for.ts";
import type { Create, Operation } from "../../migration/operation.ts";
import { ranBefore } from "../../migration/ran-before.ts";
import { keyOf, tableKey } from "../../migration/repetition/object-key.ts";
import { type Unrepeatable, unrepeatable } from "../../migration/repetition.ts";
import { sameness } from "../../migration/same-name.ts";
import type { MigrationScript } from "../../migration/script.ts";
import { nodesWithin } from "../../sql/nodes-within.ts";
import { isEnumCreation } from "../enum-types/enum-creation.ts";

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
  const own = operations.filter(({ transaction }) => transaction !== "other connection");
  const found = new Map(
    unrepeatable(own)
      .filter(
        ({ operation }) =>
          !isEnumCreation(operation) &&
          operation.kind !== "add enum value" &&
          // A keyword that its directive does not know is another rule's.
          givenExistenceKeyword(operation) === null,
      )
      .map((each) => [each.operation, each]),
  );
  const dependents = new Map<Operation, Operation[]>();
  const earlier = new Earlier();
  const first: Unrepeatable[] = [];
  for (const operation of own) {
    const each = found.get(operation);
    earlier.addUncertain(operation);
    if (each === undefined && !copiesRows(operation)) continue;
    if (earlier.mayHaveCreatedTableOf(operation)) continue;
    const needed = earlier.neededBy(operation);
    if (needed !== null) {
      const known = dependents.get(needed);
      if (known === undefined) dependents.set(needed, [operation]);
      else known.push(operation);
    } else if (each !== undefined) {
      first.push(each);
      earlier.add(operation);
    }
  }
  return first.map((each) => ({
    dependents: dependents.get(each.operation) ?? [],
    otherLook: otherLook(each.operation),
    ...each,
  }));
}

/** Rows of a query go in again with each run, unless it looks at those that are there. */
function copiesRows(operation: Operation): boolean {
  if (operation.kind !== "insert" || operation.rows !== null || operation.onConflict) return false;
  const { statement, table, sheltered, checked } = operation;
  if (statement === null || !("InsertStmt" in statement) || sheltered || checked) return false;
  for (const node of nodesWithin(statement.InsertStmt.selectStmt))
    if ("RangeVar" in node && node.RangeVar.relname === table.name.text) return false;
  return true;
}

/** What fails first, to be found by what is not reached then. */
class Earlier {
  private readonly calls = new Map<Operation["origin"]["call"], Operation>();
  private readonly schemas = new Map<Operation["statement"], Operation>();
  private readonly tables = new Map<string, Create[]>();
  private readonly uncertainTables: Create[] = [];

  /** Keeps a table whose name can't be known in full: it may be any that fits. */
  addUncertain(operation: Operation): void {
    if (operation.kind === "create" && operation.object.type === "table" && keyOf(operation.object) === null)
      this.uncertainTables.push(operation);
  }

  mayHaveCreatedTableOf(operation: Operation): boolean {
    if (operation.kind !== "create" || operation.object.table === null) return false;
    const { schema, table } = operation.object;
    return this.uncertainTables.some(
      (created) =>
        created.object.name !== null &&
        sameness({ schema, name: table }, { schema: created.object.schema, name: created.object.name }) !==
          "different" &&
        ranBefore(created, operation, () => false),
    );
  }

  add(operation: Operation): void {
    const { origin, statement } = operation;
    if (operation.directive !== null && !this.calls.has(origin.call)) this.calls.set(origin.call, operation);
    if (operation.kind !== "create") return;
    if (operation.object.type === "schema" && statement !== null) this.schemas.set(statement, operation);
    if (operation.object.type !== "table") return;
    const key = keyOf(operation.object);
    if (key !== null) this.tables.set(key, [...(this.tables.get(key) ?? []), operation]);
  }

  /** What must not fail for `operation` to be reached: the same directive, the statement that it is a part of, the table that it is on. */
  neededBy(operation: Operation): Operation | null {
    const inCall = this.calls.get(operation.origin.call);
    if (inCall !== undefined && operation.directive !== null)
      return inCall.kind !== operation.kind || objectOf(inCall)?.type !== objectOf(operation)?.type ? inCall : null;
    // CREATE SCHEMA with the objects in it is one statement.
    const inStatement = operation.statement === null ? undefined : this.schemas.get(operation.statement);
    if (inStatement !== undefined) return inStatement;
    const object = objectOf(operation);
    const key = object === null ? null : tableKey(object);
    const tables = key === null ? [] : (this.tables.get(key) ?? []);
    return tables.find((table) => ranBefore(table, operation, () => false)) ?? null;
  }
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
