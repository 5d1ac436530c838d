import { linesOf } from "../../history/line-index.ts";
import { moveBehind, removeStatement } from "../../migration/edit/move-statement.ts";
import { joinedAt, type TextEdit } from "../../migration/edit/text-edit.ts";
import { headingOf } from "../../migration/heading.ts";
import { objectInWords, operandInWords } from "../../migration/in-words.ts";
import type { Drop, Operation, Rename } from "../../migration/operation.ts";
import { operationsOf } from "../../migration/operations-within.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { Fix } from "../finding.ts";
import type { Report } from "../rule.ts";
import { carriedAlong } from "./carried-along.ts";
import { isInCircle } from "./circle.ts";
import type { Downgraded } from "./downgraded.ts";
import { someOf } from "./in-words.ts";
import { dropOfUsers, type Failure } from "./order.ts";
import type { Upgraded } from "./upgraded.ts";

/**
 * What is said of a drop that fails because of its order.
 * @param path the script's; null where it is not known.
 */
export function reportOf(
  failure: Failure,
  operations: readonly Operation[],
  script: MigrationScript,
  upgraded: Upgraded,
  downgraded: Downgraded,
  path: string | null,
): Report {
  const { drop } = failure;
  const later = operations.slice(operations.indexOf(drop) + 1);
  const other = failure.kind === "gone" ? failure.with : dropOfUsers(failure.by, later, upgraded);
  const met = downgraded.metBy(drop);
  const isHopeless = failure.kind === "in use" && met !== undefined && isInCircle(drop, met, later, upgraded);
  const alongWith = () =>
    failure.kind === "gone" || other === null || met === undefined
      ? []
      : carriedAlong(drop, met, later.slice(0, later.indexOf(other)), upgraded);
  const lines = linesOf(script);
  const place = (at: string, { start, end }: Drop | Rename) => ({
    path: at,
    start: lines.position(start),
    end: lines.position(end),
  });
  return {
    message: `Dropping ${objectInWords(drop.object)} fails here: ${reasonOf(failure)}`,
    fix: other === null || isHopeless ? null : reorder(failure, other, alongWith(), script),
    ...(path === null || other === null
      ? {}
      : {
          related: [
            {
              message: `${objectInWords(other.object)} is ${other.kind === "drop" ? "dropped" : "renamed"} here`,
              place: place(path, other),
            },
          ],
        }),
    ...headingOf(script, drop),
  };
}

function reasonOf(failure: Failure): string {
  if (failure.kind === "in use") {
    const words = new Set(failure.by.map(objectInWords));
    const [use, those] = words.size > 1 ? ["use", "those"] : ["uses", "that"];
    return `${someOf([...words])} still ${use} it. Drop ${those} first.`;
  }
  const { with: taker } = failure;
  if (taker.kind === "rename")
    return `${objectInWords(taker.object)} was renamed to ${operandInWords(taker.to)} before. Leave out the drop, or the rename.`;
  return `it has gone with ${objectInWords(taker.object)}. Drop it before that, or not at all.`;
}

/**
 * Moves the drop behind that of what is in its way, or takes it out where there is nothing to drop any more.
 * @param others drops that go along with it.
 */
function reorder(
  { drop, kind }: Failure,
  other: Drop | Rename,
  others: readonly Drop[],
  script: MigrationScript,
): Fix | null {
  const moved = [drop, ...others];
  if (moved.some(({ origin }) => origin.foreign || operationsOf(script, origin.call).length > 1)) return null;
  const fix = (message: string, edits: readonly TextEdit[]): Fix => ({
    applicability: "unsafe",
    message,
    edits,
    fileChanges: [],
  });
  if (kind === "gone") {
    const edits = removeStatement(script, drop.origin.call);
    return edits === null ? null : fix("Leave the drop out", edits);
  }
  const moves = moved.map(({ origin }) => moveBehind(script, origin.call, other.origin.call));
  if (moves.includes(null)) return null;
  const along =
    others.length === 0 ? "" : `, and ${someOf(others.map(({ object }) => objectInWords(object)))} after it`;
  return fix(`Drop it after ${objectInWords(other.object)}${along}`, joined(moves.flatMap((each) => each ?? [])));
}

/** What is inserted behind the one drop stays in its order. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const insertion = edits.find(({ start, end }) => start === end);
  return insertion === undefined ? edits : joinedAt(edits, insertion.start);
}
