import type { Direction } from "../../migration/operation.ts";
import { keyOf } from "../../migration/repetition/object-key.ts";
import type { MigrationScript } from "../../migration/script.ts";

const known = new WeakMap<MigrationScript, Readonly<Record<Direction, ReadonlySet<string>>>>();

/** The tables that are dropped, renamed or moved away in a direction, as `tableKey` gives them. */
export function leavingTables(script: MigrationScript, direction: Direction): ReadonlySet<string> {
  let leaving = known.get(script);
  if (leaving === undefined) {
    leaving = { upgrade: leavingIn(script, "upgrade"), downgrade: leavingIn(script, "downgrade") };
    known.set(script, leaving);
  }
  return leaving[direction];
}

function leavingIn(script: MigrationScript, direction: Direction): ReadonlySet<string> {
  return new Set(
    script.operations.flatMap((operation) => {
      const leaves =
        operation.kind === "drop" ||
        operation.kind === "rename" ||
        (operation.kind === "alter" && operation.change.kind === "schema");
      if (!leaves || operation.direction !== direction || operation.object.type !== "table") return [];
      return keyOf(operation.object) ?? [];
    }),
  );
}
