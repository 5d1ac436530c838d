import type { Upgrade } from "../history/revision-history.ts";
import { type Surroundings, surroundingsOf } from "../history/schema/replay.ts";
import { Schema } from "../history/schema/schema.ts";
import type { Operation } from "../migration/operation.ts";
import type { Basis } from "./checker.ts";

/** What the history tells at an operation. */
export interface ObjectView extends Surroundings {
  /** What has led there, the script's own operations last. */
  readonly upgrades: readonly Upgrade[];
  /** Nothing of what comes before the script is missing; true too where no other revisions are known at all. */
  readonly isComplete: boolean;
}

/** What the history tells at one of a script's operations. Where the other revisions are not known, that is what the script alone tells. */
export function objectView({ script, context }: Basis, operation: Operation, path: string): ObjectView {
  const { history, environment } = context;
  const namingConvention = environment?.namingConvention ?? null;
  const before = history?.before() ?? Schema.unknown;
  const surroundings = surroundingsOf(operation, script, before, path, { namingConvention });
  const isComplete = history === null || history.node === null || history.graph.isComplete(history.node);
  return {
    ...surroundings,
    isComplete,
    upgrades: [...(history?.earlier() ?? []), { path, operations: surroundings.done }],
  };
}
