import type { MigrationScript } from "../../migration/script.ts";

/** What is kept of an operation: what it does and under which conditions, as plain data. */
export interface RecordedOperation {
  readonly kind: string;
}

/** What `upgrade` of a script does, in its order; of a script with an `upgrade` for each of several databases, nothing that could be told. */
export function recordUpgrade(_script: MigrationScript): readonly RecordedOperation[] {
  return [];
}
