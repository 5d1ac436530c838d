import { fillFunction, newFunction } from "../../migration/edit/function-body.ts";
import { literal, usualQuote } from "../../migration/edit/quotes.ts";
import type { TextEdit } from "../../migration/edit/text-edit.ts";
import { operationsModule } from "../../migration/edit/with-block.ts";
import { operationInWords } from "../../migration/in-words.ts";
import type { Operation } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { FunctionDefinition } from "../../python/syntax.ts";
import type { Fix } from "../finding.ts";
import type { Mirror } from "./mirror.ts";
import { pythonLines } from "./statements.ts";

/** A downgrade that undoes what `upgrade` does; null where that can't be done. */
export function writeMirror(
  script: MigrationScript,
  upgrade: FunctionDefinition,
  downgrade: FunctionDefinition | null,
  mirror: Mirror,
): Fix | null {
  if ("obstacle" in mirror || mirror.undos.length === 0) return null;
  const operations = operationsModule(script);
  const lines = pythonLines(script, mirror.undos, operations.name, upgrade);
  return write(script, upgrade, downgrade, lines, "Undo what upgrade does", operations.edits);
}

/** A downgrade that fails and says why. */
export function writeRefusal(
  script: MigrationScript,
  upgrade: FunctionDefinition,
  downgrade: FunctionDefinition | null,
  mirror: Mirror,
): Fix | null {
  const reason = ("obstacle" in mirror && inWords(mirror.obstacle)) || "restore a backup to go back";
  const quote = usualQuote(script, upgrade);
  const lines = [`raise NotImplementedError(${literal(`Irreversible: ${reason}`, quote)})`];
  return write(script, upgrade, downgrade, lines, "Say that there is no way back", []);
}

/** What can't be undone, where that says more than what it is: a creation could be, if its name were known. */
function inWords(operation: Operation): string | null {
  if (!["drop", "rename", "alter", "insert", "write"].includes(operation.kind)) return null;
  const words = operationInWords(operation);
  return words.includes("…") ? null : words;
}

function write(
  script: MigrationScript,
  upgrade: FunctionDefinition,
  downgrade: FunctionDefinition | null,
  lines: readonly string[],
  message: string,
  more: readonly TextEdit[],
): Fix | null {
  const edit =
    downgrade === null ? newFunction(script, upgrade, "downgrade", lines) : fillFunction(script, downgrade, lines);
  return edit === null ? null : { applicability: "unsafe", message, edits: [...more, edit], fileChanges: [] };
}
