import { textDifference } from "../../text-difference.ts";
import { type AnyDocument, anyDocument, checkAny } from "../any-document.ts";
import { applyEdit } from "../apply-edit.ts";
import { repairSafely } from "../code-actions/safe-repair.ts";
import type { ServerParts } from "../language-features.ts";
import { type AllFixed, fixAllCommand, fixWorkspaceCommand } from "../protocol/fix-all.ts";
import { type DocumentEdits, toReviewedEdit, toWorkspaceEdit } from "../workspace-edits.ts";
import { workspaceFiles } from "../workspace-migrations.ts";
import { failed } from "./failed.ts";
import type { ServerCommand } from "./server-command.ts";

/** Applies the safe fixes in one document. */
export const fixAll: ServerCommand = {
  name: fixAllCommand,
  async run([uri], parts, run): Promise<AllFixed> {
    if (typeof uri !== "string") throw failed("The URI of a document is needed.");
    const found = anyDocument(uri, parts);
    const fixed = found === null ? null : await fixedBySafeFixes(found, parts);
    if (found === null || fixed === null) throw failed("This is no migration: there is nothing to fix.");
    if (!found.isUtf8) throw failed("The file is not in UTF-8: open it with its encoding to fix it.");
    const { edits, findings, remaining } = fixed;
    if (edits.length === 0) return { migrations: 0, findings, remaining, isApplied: false };
    const edit = found.isOpen
      ? toWorkspaceEdit(found.document, edits, [], parts.project, run.features)
      : toReviewedEdit([{ ...found, edits }], noReview, { ...run.features, changeAnnotations: false });
    const isApplied = edit !== null && (await applyEdit(edit, "Fix all in this file", parts.connection, run.features));
    return { migrations: 1, findings, remaining, isApplied };
  },
};

const noReview = { label: "", description: "" };

/** Has the client show and apply the safe fixes of all migrations. */
export const fixWorkspace: ServerCommand = {
  name: fixWorkspaceCommand,
  async run(_given, parts, run): Promise<AllFixed> {
    const changes: DocumentEdits[] = [];
    let [findings, remaining] = [0, 0];
    for await (const file of workspaceFiles(parts, "Looking for what can be fixed", run.progress, run.token)) {
      const fixed = await fixedBySafeFixes(file, parts, file.scope);
      if (fixed === null) continue;
      if (!file.isUtf8) {
        remaining += fixed.findings + fixed.remaining;
        continue;
      }
      findings += fixed.findings;
      remaining += fixed.remaining;
      if (fixed.edits.length > 0) changes.push({ ...file, edits: fixed.edits });
    }
    const migrations = changes.length;
    // Half of it is not what was asked for.
    if (migrations === 0 || run.token.isCancellationRequested)
      return { migrations: 0, findings: 0, remaining, isApplied: false };
    const review = {
      label: "Safe fixes",
      description: "They change nothing on a database where the migrations worked",
    };
    const edit = toReviewedEdit(changes, review, run.features);
    const isApplied = await applyEdit(edit, "Fix all migrations", parts.connection, run.features);
    return { migrations, findings, remaining, isApplied };
  },
};

interface Fixed extends Pick<DocumentEdits, "edits"> {
  /** How many are gone. */
  readonly findings: number;
  readonly remaining: number;
}

/** Null for what is no migration. */
async function fixedBySafeFixes(file: AnyDocument, { checker }: ServerParts, scope?: string): Promise<Fixed | null> {
  const { document, isOpen } = file;
  // By then all revisions are known.
  const before = await checkAny(file, checker, scope);
  if (before.basis === null) return null;
  const reader = await checker.reader(document, null, isOpen ? document.uri : scope);
  const source = document.getText();
  const repaired = repairSafely(source, reader.findings);
  if (repaired === null) return null;
  const remaining = repaired.findings.length;
  const edits = repaired.text === source ? [] : textDifference(source, repaired.text);
  return { edits, findings: Math.max(0, before.findings.length - remaining), remaining };
}
