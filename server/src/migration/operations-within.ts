import type { Call, Span } from "../python/syntax.ts";
import type { Operation } from "./operation.ts";
import type { MigrationScript } from "./script.ts";

const sorted = new WeakMap<MigrationScript, readonly Operation[]>();

/** What a call does, each turn of a loop that it stands in for itself. */
export function operationsOf(script: MigrationScript, call: Call): readonly Operation[] {
  return operationsWithin(script, call).filter(({ origin }) => origin.call === call);
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
