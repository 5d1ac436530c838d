import { entryPoints } from "../../../migration/entry-points.ts";
import type { MigrationScript } from "../../../migration/script.ts";
import { linesOf } from "../../line-index.ts";
import type { RecordedOperation } from "../recorded-operation.ts";
import { placeOf } from "./circumstances.ts";
import { recordedOperation } from "./record-operation.ts";

/**
 * What `upgrade` of a script does, in its order; of a script with an `upgrade` for each of several databases, nothing that could be told. All
 * scripts of such a project have as many: the template calls each by its name.
 */
export function recordUpgrade(script: MigrationScript): readonly RecordedOperation[] {
  const [second = null] = entryPoints(script.module, "upgrade")
    .filter(({ name }) => name !== "upgrade")
    .slice(1);
  if (second !== null) return [{ kind: "opaque", at: placeOf(second, linesOf(script)) }];
  return script.operations
    .filter(({ direction }) => direction === "upgrade")
    .flatMap((operation) => recordedOperation(operation, script));
}

/** What `upgrade` does where it finds nothing of what it creates, and all else that it looks for: looks are left out. */
export function recordWholeUpgrade(script: MigrationScript): readonly RecordedOperation[] {
  return recordUpgrade(script).map((operation) => {
    if (operation.guards === undefined && !("ifNotExists" in operation) && !("orReplace" in operation))
      return operation;
    const { guards, ...rest } = operation;
    const others = guards?.filter((guard) => "caught" in guard || guard.partial === true) ?? [];
    const circumstances = others.length === 0 ? rest : { ...rest, guards: others };
    if (circumstances.kind !== "create") return circumstances;
    const { ifNotExists: _, orReplace: __, ...creation } = circumstances;
    return creation;
  });
}
