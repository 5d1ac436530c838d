import type { Guard } from "./guard.ts";
import type { Operation } from "./operation.ts";
import { carryOut, type Outcome } from "./repetition/carry-out.ts";
import { Presence } from "./repetition/presence.ts";

/** An operation that can't be done once more, after all of some operations were. */
export interface Unrepeatable {
  readonly operation: Operation;
  /** It fails, or it is done a second time: rows are there twice, a number is doubled again. */
  readonly outcome: Exclude<Outcome, "works">;
}

/**
 * Finds those of some operations that can't be repeated when all of them were carried out: on the database that they leave, they are
 * gone through again. So dropping and then creating an object can be repeated, creating it alone can't. What is guarded against failing, and
 * what has an unknown name, counts as repeatable; so does what a look at that database leaves out.
 */
export function unrepeatable(operations: readonly Operation[]): readonly Unrepeatable[] {
  const database = new Presence();
  for (const operation of operations) carryOut(operation, database);
  database.endSession();
  const looks = new Looks(database);
  return operations.flatMap((operation) => {
    if (!looks.reach(operation)) return [];
    const outcome = carryOut(operation, database);
    return outcome === "works" ? [] : [{ operation, outcome }];
  });
}

/** As `unrepeatable`, of those in Alembic's transaction the first; null for none. */
export function firstUnrepeatable(operations: readonly Operation[]): Unrepeatable | null {
  return unrepeatable(operations).find(({ operation }) => operation.transaction === "open") ?? null;
}

/** True for an operation that can't be repeated unless others take it back. */
export function isUnguarded(operation: Operation): boolean {
  if (operation.sheltered) return false;
  switch (operation.kind) {
    case "create":
      return !operation.ifNotExists && !operation.orReplace;
    case "drop":
    case "rename":
    case "alter":
      return !operation.ifExists;
    case "add enum value":
      return operation.through === "sql" && !operation.ifNotExists;
    case "insert":
      return !operation.onConflict;
    case "rename enum value":
    case "write":
      return true;
    default:
      return false;
  }
}

/** What the looks at a database say: each is made once, before what depends on it. */
class Looks {
  private readonly made = new Map<string, boolean>();

  constructor(private readonly database: Presence) {}

  /** False where a look leaves the operation out. */
  reach({ guards }: Operation): boolean {
    return guards.every((guard) => guard.kind !== "existence" || this.holds(guard));
  }

  private holds(guard: Extract<Guard, { kind: "existence" }>): boolean {
    const { type, schema, table, name } = guard.object;
    const names = [schema, table, name].map((operand) => operand?.text);
    const key = JSON.stringify([guard.start, guard.end, type, names, guard.exists]);
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const present = this.database.ofObject(guard.object);
    const holds = present === null || present === guard.exists;
    this.made.set(key, holds);
    return holds;
  }
}
