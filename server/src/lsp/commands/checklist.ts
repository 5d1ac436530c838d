import { MessageType, ShowMessageNotification } from "vscode-languageserver/node";
import { pointLine } from "../../checklist/checklist-text.ts";
import { anyDocument, checkAny } from "../any-document.ts";
import { checklistOf } from "../checklist/checklist-of.ts";
import type { ServerParts } from "../language-features.ts";
import { checklistCommand, type ShownChecklist, showChecklistCommand } from "../protocol/checklist.ts";
import { failed } from "./failed.ts";
import type { ServerCommand } from "./server-command.ts";

/** Gives the checklist of a document. */
export const checklist: ServerCommand = {
  name: checklistCommand,
  run: ([uri], parts) => checklistAt(uri, parts),
};

/** Shows it as a message. */
export const showChecklist: ServerCommand = {
  name: showChecklistCommand,
  async run([uri], parts) {
    const found = await checklistAt(uri, parts);
    if (found === null) throw failed("This is no migration.");
    const lines = [`Checklist: ${found.summary}`, ...(found.points ?? []).map(pointLine)];
    await parts.connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Info,
      message: lines.join("\n"),
    });
    return null;
  },
};

/** Ticks again where the document has changed meanwhile. */
async function checklistAt(uri: unknown, parts: ServerParts): Promise<ShownChecklist | null> {
  if (typeof uri !== "string") throw failed("The URI of a document is needed.");
  for (;;) {
    const found = anyDocument(uri, parts);
    if (found === null) return null;
    const checked = await checkAny(found, parts.checker);
    if (checked.version === found.document.version) return checklistOf(found.document, checked);
  }
}
