import { newStatements } from "../../migration/edit/new-statement.ts";
import { pathTo } from "../../migration/edit/statement-path.ts";
import type { TextEdit } from "../../migration/edit/text-edit.ts";
import { operationsModule } from "../../migration/edit/with-block.ts";
import type { Create, Operation } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { FunctionDefinition, Span, Statement } from "../../python/syntax.ts";
import type { Fix } from "../finding.ts";
import { type Undo, undoCreation } from "./mirror.ts";
import { isSame } from "./objects.ts";
import { pythonLines } from "./statements.ts";
import type { Upgraded } from "./upgraded.ts";

/** Adds drops to a downgrade: the last created first, each before anything is dropped that was created earlier. */
export function addDrops(
  script: MigrationScript,
  downgrade: FunctionDefinition,
  missing: readonly Create[],
  upgraded: Upgraded,
): Fix | null {
  const module = operationsModule(script);
  const anchors = new Map<Statement | null, Undo[]>();
  for (const creation of missing.toReversed()) {
    const undo = undoCreation(creation, upgraded);
    if (undo === null) return null;
    const anchor = dropOfEarlier(script, downgrade, creation, upgraded);
    anchors.set(anchor, [...(anchors.get(anchor) ?? []), undo]);
  }
  const edits: TextEdit[] = [];
  for (const [anchor, undos] of anchors) {
    const lines = pythonLines(script, undos, module.name, downgrade);
    const last = downgrade.body.at(-1);
    const edit =
      anchor !== null
        ? newStatements(script, anchor, "before", lines)
        : last === undefined
          ? null
          : newStatements(script, last, "after", lines);
    if (edit === null) return null;
    edits.push(edit);
  }
  const message = missing.length > 1 ? "Drop them too" : "Drop it too";
  return { applicability: "unsafe", message, edits: [...module.edits, ...edits], fileChanges: [] };
}

/** The first statement of a downgrade that drops something which the upgrade has created before `creation`; null where there is none. */
function dropOfEarlier(
  script: MigrationScript,
  downgrade: FunctionDefinition,
  creation: Create,
  { operations }: Upgraded,
): Statement | null {
  const earlier = operations.slice(0, operations.indexOf(creation));
  const isEarlier = (operation: Operation) =>
    operation.kind === "drop" &&
    earlier.some((other) => other.kind === "create" && isSame(other.object, operation.object));
  for (const operation of script.operations) {
    if (operation.direction === "upgrade" || !isEarlier(operation)) continue;
    const place = pathTo(script.module, calledFrom(operation)).find(({ block }) => block === downgrade.body);
    if (place !== undefined) return place.statement;
  }
  return null;
}

/** Where the downgrade itself brings an operation about: its call, or that of the local function that has it. */
function calledFrom({ origin: { frames, call } }: Operation): Span {
  const [, inner] = frames.filter((frame) => frame.kind === "function");
  return inner?.call ?? call;
}
