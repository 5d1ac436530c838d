import { commands, type ExtensionContext, FileType, type QuickPickItem, Uri, window, workspace } from "vscode";
import type { Feature } from "../features.ts";
import { pagesFolder, summaryOf } from "./rule-page.ts";

/** Shows the page of a rule, as it is to be read: of the one that is given, else of one that is chosen. */
export const showRule: Feature = (_server, context) =>
  commands.registerCommand("alembicGuidelines.showRule", async (given: unknown) => {
    const rule = typeof given === "string" ? given : await chooseRule(context);
    if (rule === null) return;
    const page = Uri.joinPath(pagesFolder(context), `${rule}.md`);
    try {
      await workspace.fs.stat(page);
    } catch {
      await window.showWarningMessage(`There is no rule ${rule}.`);
      return;
    }
    await commands.executeCommand("vscode.openWith", page, "vscode.markdown.preview.editor");
  });

async function chooseRule(context: ExtensionContext): Promise<string | null> {
  const chosen = await window.showQuickPick(listRules(context), {
    title: "Show the page of a rule",
    placeHolder: "A rule's name, or what it is about",
    matchOnDetail: true,
  });
  return chosen?.label ?? null;
}

async function listRules(context: ExtensionContext): Promise<QuickPickItem[]> {
  const folder = pagesFolder(context);
  const files = await workspace.fs.readDirectory(folder);
  const pages = files.filter(([name, type]) => type === FileType.File && name.endsWith(".md"));
  return Promise.all(
    pages.map(async ([name]) => {
      const page = await workspace.fs.readFile(Uri.joinPath(folder, name));
      return { label: name.slice(0, -".md".length), detail: summaryOf(new TextDecoder().decode(page)) };
    }),
  );
}
