import { TabInputText, TabInputTextDiff, type Uri, window, workspace } from "vscode";

/** Whether an editor shows the file, and with it what is found in it: the documents that others open in silence are not checked. */
export function isShownLive(uri: Uri): boolean {
  const address = uri.toString();
  return workspace.textDocuments.some((document) => document.uri.toString() === address) && tabs().has(address);
}

function tabs(): ReadonlySet<string> {
  const inputs = window.tabGroups.all.flatMap((group) => group.tabs.map(({ input }) => input));
  const shown = inputs.flatMap((input) => {
    if (input instanceof TabInputText) return [input.uri];
    return input instanceof TabInputTextDiff ? [input.original, input.modified] : [];
  });
  return new Set(shown.map((uri) => uri.toString()));
}
