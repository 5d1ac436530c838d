import { type Tab, TabInputText, TabInputTextDiff, type Uri, window, workspace } from "vscode";

/** Whether an editor shows the file, and with it what is found in it: the documents that others open in silence are not checked. */
export function isShownLive(uri: Uri): boolean {
  const address = uri.toString();
  const isShown = (tab: Tab) => shownIn(tab).some((each) => each.toString() === address);
  return (
    workspace.textDocuments.some((document) => document.uri.toString() === address) &&
    window.tabGroups.all.some(({ tabs }) => tabs.some(isShown))
  );
}

/** The files whose text a tab shows. */
export function shownIn({ input }: Tab): readonly Uri[] {
  if (input instanceof TabInputText) return [input.uri];
  return input instanceof TabInputTextDiff ? [input.original, input.modified] : [];
}
