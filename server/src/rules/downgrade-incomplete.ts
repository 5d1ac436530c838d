import type { Context } from "../context.ts";
import { LineIndex } from "../history/line-index.ts";
import { recordedOperation } from "../history/schema/recording/record-operation.ts";
import { runScript } from "../history/schema/replay.ts";
import type { DatabaseObject } from "../migration/database-object.ts";
import { moveBehind, removeStatement } from "../migration/edit/move-statement.ts";
import { entryPoints } from "../migration/entry-points.ts";
import { headingOf } from "../migration/heading.ts";
import { objectInWords } from "../migration/in-words.ts";
import type { Create, Drop, Operation } from "../migration/operation.ts";
import type { MigrationScript } from "../migration/script.ts";
import { addDrops } from "./downgrade/add-drops.ts";
import { someOf } from "./downgrade/in-words.ts";
import { isSame, tableOf } from "./downgrade/objects.ts";
import { dropOfUsers, type Failure, failingDrops } from "./downgrade/order.ts";
import { presenceIn, Upgraded } from "./downgrade/upgraded.ts";
import type { Fix } from "./finding.ts";
import type { Report, Rule } from "./rule.ts";

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
        !operations.some((operation) => isAbout(operation, creation.object)) &&
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
      yield reportOf(failure, operations, script, upgraded, context);
    }
  },
};

function isAbout(operation: Operation, object: DatabaseObject): boolean {
  return (operation.kind === "drop" || operation.kind === "rename") && isSame(operation.object, object);
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

function reportOf(
  failure: Failure,
  operations: readonly Operation[],
  script: MigrationScript,
  upgraded: Upgraded,
  { history }: Context,
): Report {
  const { drop } = failure;
  const words = objectInWords(drop.object);
  const other =
    failure.kind === "gone"
      ? failure.with
      : dropOfUsers(failure.by, operations.slice(operations.indexOf(drop) + 1), upgraded);
  const lines = new LineIndex(script.source);
  const path = history?.node?.path ?? null;
  return {
    ...headingOf(script, drop),
    message:
      failure.kind === "gone"
        ? `Dropping ${words} fails here: it has gone with ${objectInWords(failure.with.object)}. Drop it before that, or not at all.`
        : `Dropping ${words} fails here: ${someOf(failure.by.map(objectInWords))} still ${failure.by.length > 1 ? "use" : "uses"} it. Drop ${failure.by.length > 1 ? "those" : "that"} first.`,
    fix: reorder(failure, other, script),
    ...(path === null || other === null
      ? {}
      : {
          related: [
            {
              message: `${objectInWords(other.object)} is dropped here`,
              place: { path, start: lines.position(other.start), end: lines.position(other.end) },
            },
          ],
        }),
  };
}

function reorder(failure: Failure, other: Drop | null, script: MigrationScript): Fix | null {
  const { call, foreign } = failure.drop.origin;
  if (other === null || foreign || script.operations.filter(({ origin }) => origin.call === call).length > 1)
    return null;
  const edits = failure.kind === "gone" ? removeStatement(script, call) : moveBehind(script, call, other.origin.call);
  if (edits === null) return null;
  const message = failure.kind === "gone" ? "Don't drop it again" : `Drop it after ${objectInWords(other.object)}`;
  return { applicability: "unsafe", message, edits, fileChanges: [] };
}
