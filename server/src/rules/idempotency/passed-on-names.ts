import type { DatabaseObject } from "../../migration/database-object.ts";
import type { Direction, Operation, Rename } from "../../migration/operation.ts";
import { keyOf } from "../../migration/repetition/object-key.ts";
import type { MigrationScript } from "../../migration/script.ts";

/** The names that operations take away, and those that they give. */
interface Names {
  readonly taken: Set<string>;
  readonly given: Set<string>;
}

const known = new WeakMap<MigrationScript, Readonly<Record<Direction, Names>>>();

/**
 * Whether a rename is one of several changes in which a name passes from one object to another: another object gets the old name, or had the
 * new one. Skipping the rename alone would let the others meet the wrong object: a second run drops the renamed one.
 */
export function passesNameOn(script: MigrationScript, { direction, object, to }: Rename): boolean {
  let names = known.get(script);
  if (names === undefined) {
    names = { upgrade: namesIn(script, "upgrade"), downgrade: namesIn(script, "downgrade") };
    known.set(script, names);
  }
  const { taken, given } = names[direction];
  const [from, renamed] = [keyOf(object), keyOf({ ...object, name: to })];
  return (from !== null && given.has(from)) || (renamed !== null && taken.has(renamed));
}

function namesIn({ operations }: MigrationScript, direction: Direction): Names {
  const names: Names = { taken: new Set(), given: new Set() };
  for (const operation of operations) if (operation.direction === direction) note(names, operation);
  return names;
}

function note({ taken, given }: Names, operation: Operation): void {
  const add = (names: Set<string>, object: DatabaseObject) => {
    const key = keyOf(object);
    if (key !== null) names.add(key);
  };
  if (operation.kind === "create") add(given, operation.object);
  if (operation.kind === "drop" || operation.kind === "rename") add(taken, operation.object);
  if (operation.kind === "rename") add(given, { ...operation.object, name: operation.to });
}
