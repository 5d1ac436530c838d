import { type ExtensionContext, Uri } from "vscode";

/** The folder with the rules' pages, which come with the extension. */
export function pagesFolder(context: ExtensionContext): Uri {
  return Uri.joinPath(context.extensionUri, "docs/rules");
}

/** What a page says in its first lines, as plain text: the rule's name is its heading, then comes one sentence. */
export function summaryOf(page: string): string {
  const summary = page.split("\n").find((line) => line !== "" && !line.startsWith("#")) ?? "";
  return summary.replaceAll("`", "");
}
