import type { Context } from "../context.ts";
import { LineIndex } from "../history/line-index.ts";
import { recordedOperation } from "../history/schema/recording/record-operation.ts";
import { runScript } from "../history/schema/replay.ts";
import type { DatabaseObject } from "../migration/database-object.ts";
import { entryPoints } from "../migration/entry-points.ts";
import { headingOf } from "../migration/heading.ts";
import { objectInWords } from "../migration/in-words.ts";
import type { Create, Operation } from "../migration/operation.ts";
import type { MigrationScript } from "../migration/script.ts";
import { addDrops } from "./downgrade/add-drops.ts";
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
    const run = runDowngrade(script, upgraded, context);
    const left = upgraded.creations.filter(
      (creation) =>
        // Enum types are `enum-type-left-behind`'s.
        creation.definition?.kind !== "enum" &&
        // What has its name then may be what was there before.
        !operations.some((operation) => isAbout(operation, creation)) &&
        presenceIn(upgraded.after, creation.object) === "present" &&
        presenceIn(run.left, creation.object) === "present",
    );
    if (left.length > 0) {
      const [are, them] = left.length > 1 ? ["are", "them"] : ["is", "it"];
      const names = someOf(left.map(({ object }) => objectInWords(object)));
      yield {
        ...headingOf(script, downgrade),
        message: `After this downgrade ${names} ${are} still there. Drop ${them} too.`,
        fix: addDrops(script, downgrade, left, upgraded),
      };
    }
    for (const failure of failingDrops(operations, run.met, upgraded)) {
      // Once that is dropped, it is in nobody's way.
      if (failure.kind === "in use" && failure.by.some((user) => isLeft(user, left))) continue;
      yield reportOf(failure, operations, script, upgraded, context.history?.node?.path ?? null);
    }
  },
};

/** Whether a downgrade's operation is about what upgrade has created, or may be: it drops something whose name can't be known, or puts back what was there before. */
function isAbout(operation: Operation, { object, directive }: Create): boolean {
  if (operation.kind !== "drop" && operation.kind !== "rename" && operation.kind !== "create") return false;
  const { type, name } = operation.object;
  // A naming convention may have made the one name of the other.
  const isConventional = directive !== null && object.type === "constraint" && object.name?.text != null;
  const isUnknown = operation.kind === "drop" && name !== null && name.text === null && type === object.type;
  const isOther = isUnknown || (isConventional && name?.text?.endsWith(`_${object.name?.text}`) === true);
  return isSame({ ...operation.object, name: isOther ? object.name : name }, object);
}

/** Whether something in a downgrade may drop anything. */
function isUnclear(operations: readonly Operation[], script: MigrationScript): boolean {
  const lines = new LineIndex(script.source);
  return operations.some((operation) => recordedOperation(operation, lines).some(({ kind }) => kind === "opaque"));
}

function runDowngrade(script: MigrationScript, { after }: Upgraded, { history, environment }: Context) {
  const settings = { namingConvention: environment?.namingConvention ?? null };
  return runScript(script, "downgrade", after, history?.node?.path ?? "", settings);
}

function isLeft(user: DatabaseObject, left: readonly Create[]): boolean {
  const table = tableOf(user);
  return left.some(({ object }) => isSame(object, user) || (table !== null && isSame(object, table)));
}
