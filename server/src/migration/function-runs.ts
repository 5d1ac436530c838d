import type { Direction, Operation } from "./operation.ts";
import type { MigrationScript } from "./script.ts";

/** The operations of one `upgrade` or `downgrade`, in the order in which it runs them. */
export interface FunctionRun {
  readonly direction: Direction;
  readonly operations: readonly Operation[];
}

const known = new WeakMap<MigrationScript, readonly FunctionRun[]>();

/** The script's functions that Alembic calls, one run each: a multi-database migration has one for each engine. */
export function functionRuns(script: MigrationScript): readonly FunctionRun[] {
  let runs = known.get(script);
  if (runs === undefined) {
    runs = runsOf(script);
    known.set(script, runs);
  }
  return runs;
}

function runsOf(script: MigrationScript): readonly FunctionRun[] {
  const runs = new Map<unknown, { direction: Direction; operations: Operation[] }>();
  for (const operation of script.operations) {
    const entry = operation.origin.frames.find((frame) => frame.kind === "function")?.node;
    const run = runs.get(entry);
    if (run === undefined) runs.set(entry, { direction: operation.direction, operations: [operation] });
    else run.operations.push(operation);
  }
  return [...runs.values()];
}
