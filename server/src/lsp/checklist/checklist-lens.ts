import type { CodeLens } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { entryPoints } from "../../migration/entry-points.ts";
import type { Checked } from "../checker.ts";
import type { ClientFeatures } from "../client-features.ts";
import type { CodeLensSource } from "../code-lens/code-lens-source.ts";
import { checklistViewCommand, showChecklistCommand } from "../protocol/checklist.ts";
import { checklistOf } from "./checklist-of.ts";

/** Says above `upgrade` how many points of the checklist hold. */
export const checklistLens: CodeLensSource = {
  lenses(document: TextDocument, checked: Checked, features: ClientFeatures): readonly CodeLens[] {
    const [upgrade] = checked.basis === null ? [] : entryPoints(checked.basis.script.module, "upgrade");
    const checklist = upgrade === undefined ? null : checklistOf(document, checked);
    if (upgrade === undefined || checklist === null || checklist.points === null) return [];
    const start = document.positionAt(upgrade.start);
    const command = features.commands.has(checklistViewCommand) ? checklistViewCommand : showChecklistCommand;
    return [
      {
        range: { start, end: start },
        command: { title: `Checklist: ${checklist.summary}`, command, arguments: [document.uri] },
      },
    ];
  },
};
