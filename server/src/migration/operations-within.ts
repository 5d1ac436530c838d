import type { Call, Span } from "../python/syntax.ts";
import type { Operation } from "./operation.ts";
import type { MigrationScript } from "./script.ts";

const sorted = new WeakMap<MigrationScript, readonly Operation[]>();
const grouped = new WeakMap<MigrationScript, ReadonlyMap<Call, readonly Operation[]>>();

/** What a call does, each turn of a loop that it stands in for itself. */
export function operationsOf(script: MigrationScript, call: Call): readonly Operation[] {
  let byCall = grouped.get(script);
  if (byCall === undefined) {
    byCall = byOrigin(script.operations);
    grouped.set(script, byCall);
  }
  return byCall.get(call) ?? [];
}

function byOrigin(operations: readonly Operation[]): ReadonlyMap<Call, readonly Operation[]> {
  const groups = new Map<Call, Operation[]>();
  for (const operation of operations) {
    const group = groups.get(operation.origin.call);
    if (group === undefined) groups.set(operation.origin.call, [operation]);
    else group.push(operation);
  }
  return groups;
}

/** The operations whose calls stand in `span`, in the order of the source; of one call, in the order of the run. */
export function operationsWithin(script: MigrationScript, span: Span): readonly Operation[] {
  let operations = sorted.get(script);
  if (operations === undefined) {
    operations = script.operations.toSorted((a, b) => a.origin.call.start - b.origin.call.start);
    sorted.set(script, operations);
  }
  let low = 0;
  let high = operations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = operations[middle];
    if (at !== undefined && at.origin.call.start < span.start) low = middle + 1;
    else high = middle;
  }
  const found: Operation[] = [];
  for (let each = operations[low]; each !== undefined && each.origin.call.start < span.end; each = operations[++low]) {
    if (each.origin.call.end <= span.end) found.push(each);
  }
  return found;
}
