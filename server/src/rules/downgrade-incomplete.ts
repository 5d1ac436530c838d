import { isOpaque } from "../history/schema/recording/record-operation.ts";
import type { DatabaseObject } from "../migration/database-object.ts";
import { entryPoints } from "../migration/entry-points.ts";
import { headingOf } from "../migration/heading.ts";
import { objectInWords } from "../migration/in-words.ts";
import type { Create, Operation } from "../migration/operation.ts";
import type { MigrationScript } from "../migration/script.ts";
import { addDrops } from "./downgrade/add-drops.ts";
import { Downgraded } from "./downgrade/downgraded.ts";
import { someOf } from "./downgrade/in-words.ts";
import { isSame, tableOf } from "./downgrade/objects.ts";
import { failingDrops } from "./downgrade/order.ts";
import { reportOf } from "./downgrade/report-order.ts";
import { presenceIn, Upgraded } from "./downgrade/upgraded.ts";
import type { Rule } from "./rule.ts";

/** What goes with what is PostgreSQL's dependency tracking (manual, 5.14); 2BP01 where something is in the way (measured). */
export const downgradeIncomplete: Rule = {
  name: "downgrade-incomplete",
  description: "`downgrade` leaves something that `upgrade` has created, or drops it in an order that fails.",
  group: "downgrade",
  guideline: ["§6"],
  severity: "warning",
  fix: "unsafe",
  *check(script, context) {
    const [upgrade, ...others] = entryPoints(script.module, "upgrade");
    const [downgrade, ...more] = entryPoints(script.module, "downgrade");
    if (upgrade === undefined || downgrade === undefined || others.length > 0 || more.length > 0) return;
    const operations = script.operations.filter(({ direction }) => direction === "downgrade");
    if (operations.length === 0 || isUnclear(operations, script)) return;
    const upgraded = new Upgraded(script, context);
    const downgraded = new Downgraded(script, upgraded, context);
    const removals = new Removals(operations);
    const kept = upgraded.operations.filter(
      (operation) =>
        operation.kind === "create" &&
        // Enum types are `enum-type-left-behind`'s.
        operation.definition?.kind !== "enum" &&
        // What has its name then may be what was there before.
        !removals.hasOneOf(operation),
    );
    const left = upgraded
      .creationsIn(kept)
      .filter(
        ({ object }) =>
          presenceIn(upgraded.after, object) === "present" && presenceIn(downgraded.left, object) === "present",
      );
    if (left.length > 0) {
      const [are, them] = left.length > 1 ? ["are", "them"] : ["is", "it"];
      const names = someOf(left.map(({ object }) => objectInWords(object)));
      yield {
        message: `After this downgrade ${names} ${are} still there. Drop ${them} too.`,
        fix: addDrops(script, downgrade, left, upgraded),
        ...headingOf(script, downgrade),
      };
    }
    for (const failure of failingDrops(operations, downgraded, upgraded)) {
      // Once that is dropped, it is in nobody's way.
      if (failure.kind === "in use" && failure.by.some((user) => isLeft(user, left))) continue;
      yield reportOf(failure, operations, script, upgraded, downgraded, context.history?.node?.path ?? null);
    }
  },
};

/** What a downgrade drops, gives another name, or puts back. */
class Removals {
  readonly #byName = new Map<string, DatabaseObject[]>();
  /** What it drops by names that can't be known. */
  readonly #unnamed: DatabaseObject[] = [];
  readonly #constraints: DatabaseObject[] = [];

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      if (operation.kind !== "drop" && operation.kind !== "rename" && operation.kind !== "create") continue;
      const { object } = operation;
      if (operation.kind === "drop" && object.name !== null && object.name.text === null) this.#unnamed.push(object);
      const name = object.name?.text ?? "";
      const known = this.#byName.get(name);
      if (known === undefined) this.#byName.set(name, [object]);
      else known.push(object);
      if (object.type === "constraint") this.#constraints.push(object);
    }
  }

  /** Whether one of them is about what upgrade has created, or may be. */
  hasOneOf({ object, directive }: Create): boolean {
    const { type, name } = object;
    if (name === null || name.text === null) return false;
    const isAbout = (removed: DatabaseObject) => isSame({ ...removed, name }, object);
    if (this.#byName.get(name.text)?.some(isAbout) === true) return true;
    if (this.#unnamed.some((removed) => removed.type === type && isAbout(removed))) return true;
    if (directive === null || type !== "constraint") return false;
    // A naming convention may have made the one name of the other.
    const ending = `_${name.text}`;
    return this.#constraints.some((removed) => removed.name?.text?.endsWith(ending) === true && isAbout(removed));
  }
}

/** Whether something in a downgrade may drop anything. */
function isUnclear(operations: readonly Operation[], script: MigrationScript): boolean {
  return operations.some((operation) => isOpaque(operation, script));
}

function isLeft(user: DatabaseObject, left: readonly Create[]): boolean {
  const table = tableOf(user);
  return left.some(({ object }) => isSame(object, user) || (table !== null && isSame(object, table)));
}
