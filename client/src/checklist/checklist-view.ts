import { commands, Disposable, EventEmitter, type TreeDataProvider, type TreeItem, Uri, window } from "vscode";
import { checklistViewCommand } from "../../../server/src/lsp/protocol/checklist.ts";
import type { Feature } from "../features.ts";
import { ActiveChecklist } from "./active-checklist.ts";
import { type ChecklistNode, checklistNodes } from "./checklist-node.ts";

const VIEW = "alembicGuidelines.checklist";

/** The view of the guideline's checklist, for the migration in the active editor. */
export const checklistView: Feature = (server) => {
  const active = new ActiveChecklist(server);
  const tree = new ChecklistTree(active);
  const view = window.createTreeView(VIEW, { treeDataProvider: tree });
  const head = () => {
    const { present } = active;
    view.description = present?.summary ?? "";
    const isHistory = present?.points === null;
    view.message = server.trouble ?? (isHistory ? "History, by start-after: it is not checked." : "");
  };
  return Disposable.from(
    active,
    view,
    tree,
    active.onDidChange(head),
    server.onDidChangeState(head),
    commands.registerCommand(checklistViewCommand, async (uri: unknown) => {
      const shown = window.activeTextEditor?.document.uri.toString();
      if (typeof uri === "string" && uri !== shown) await window.showTextDocument(Uri.parse(uri));
      await commands.executeCommand(`${VIEW}.focus`, { preserveFocus: true });
    }),
  );
};

class ChecklistTree implements TreeDataProvider<ChecklistNode>, Disposable {
  readonly #active: ActiveChecklist;
  readonly #change = new EventEmitter<void>();
  readonly #listener: Disposable;
  readonly onDidChangeTreeData = this.#change.event;

  constructor(active: ActiveChecklist) {
    this.#active = active;
    this.#listener = active.onDidChange(() => this.#change.fire());
  }

  getTreeItem({ item }: ChecklistNode): TreeItem {
    return item;
  }

  getChildren(node?: ChecklistNode): ChecklistNode[] {
    if (node !== undefined) return [...node.children];
    const { present } = this.#active;
    return present === null ? [] : [...checklistNodes(present)];
  }

  dispose(): void {
    this.#listener.dispose();
    this.#change.dispose();
  }
}
