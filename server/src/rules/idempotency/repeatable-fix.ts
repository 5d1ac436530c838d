import { doBlock } from "../../migration/edit/do-block.ts";
import type { Operation } from "../../migration/operation.ts";
import { operationsOf } from "../../migration/operations-within.ts";
import type { Fix } from "../finding.ts";
import { behindLook } from "./behind-look.ts";
import { failureOf } from "./failure.ts";
import { hasUnknownName } from "./name-to-look-for.ts";
import { passesNameOn } from "./passed-on-names.ts";
import { repeatableForm, type Surroundings } from "./repeatable-form.ts";
import type { Unrepeated } from "./unrepeated.ts";

/** The fix that makes an operation repeatable, and what depends on it; null where there is none. */
export function repeatableFix(given: Surroundings, unrepeated: Unrepeated): Fix | null {
  const { script, settings } = given;
  const { operation, dependents, outcome } = unrepeated;
  // What has no name does not fail, and can't be asked for.
  if (outcome === "happens twice") return null;
  if (operation.kind === "rename" && passesNameOn(script, operation)) return null;
  const forms = [operation, ...dependents].map((each) => repeatableForm(given, each));
  const [own] = forms;
  if (own !== undefined && own !== null && forms.every((form) => form !== null)) {
    return {
      applicability: "safe",
      message: own.message,
      edits: forms.flatMap((form) => form?.edits ?? []),
      fileChanges: [],
    };
  }
  if (settings.guardStyle === "do-block" && dependents.length === 0) {
    const edits = inDoBlock(given, operation);
    if (edits !== null)
      return { applicability: "safe", message: "Catch the error in a DO block", edits, fileChanges: [] };
  }
  if (isOneOfSeveral(given, unrepeated)) return null;
  const edits = behindLook(script, operation, dependents);
  if (edits === null) return null;
  return {
    applicability: settings.offlineSql || hasUnknownName(script, operation, given.context) ? "unsafe" : "safe",
    message: "Check first whether it is there",
    edits,
    fileChanges: [],
  };
}

function inDoBlock({ script }: Surroundings, operation: Operation) {
  const condition = failureOf(operation);
  const { statement } = operation;
  // In PL/pgSQL, SELECT … INTO gives a variable its value.
  if (statement === null || "SelectStmt" in statement || condition === null) return null;
  return doBlock(script, operation, condition);
}

/** A loop, or a function that is called several times, gives the call other names each time. */
function isOneOfSeveral({ script }: Surroundings, { operation }: Unrepeated): boolean {
  const { call } = operation.origin;
  return operationsOf(script, call).some(
    (other) =>
      other !== operation &&
      (other.directive === null ||
        (other.kind === operation.kind &&
          "object" in other &&
          "object" in operation &&
          other.object?.type === operation.object?.type)),
  );
}
