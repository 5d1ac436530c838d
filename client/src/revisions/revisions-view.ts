import {
  commands,
  Disposable,
  EventEmitter,
  env,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  Uri,
  window,
  workspace,
} from "vscode";
import {
  areRevisions,
  type EnvironmentRevisions,
  REVEAL_REVISION_COMMAND,
  REVISIONS_CHANGED,
  REVISIONS_COMMAND,
} from "../../../server/src/lsp/protocol/revisions.ts";
import type { Feature } from "../features.ts";
import type { LanguageServer } from "../language-server/language-server.ts";
import { EnvironmentRows } from "./environment-rows.ts";
import { TreeNode } from "./tree-node.ts";

const VIEW = "alembicGuidelines.revisions";

/** Changes come in bursts (a checkout of another branch, a header that is being typed): they are drawn when they have ended. */
const REDRAW_DELAY_MS = 300;

/** The view of the project's revisions, and its commands. */
export const revisionsView: Feature = (server) => {
  const view = new RevisionsView(server);
  const command = (name: string, run: (...given: readonly unknown[]) => unknown) =>
    commands.registerCommand(`alembicGuidelines.${name}`, run);
  // Where an environment begins or ends.
  const environments = workspace.createFileSystemWatcher("**/{env.py,alembic.ini}", false, true, false);
  const reload = () => view.reload();
  return Disposable.from(
    view,
    environments,
    environments.onDidCreate(reload),
    environments.onDidDelete(reload),
    workspace.onDidChangeWorkspaceFolders(reload),
    server.onDidChangeState(reload),
    server.onNotification(REVISIONS_CHANGED, reload),
    window.onDidChangeActiveTextEditor(() => void view.followEditor()),
    commands.registerCommand(REVEAL_REVISION_COMMAND, (uri: unknown) => view.show(uri)),
    command("refreshRevisions", reload),
    command("copyRevisionId", async (row) => {
      if (row instanceof TreeNode && row.revision !== null) await env.clipboard.writeText(row.revision.id);
    }),
    command("newMigrationAfter", async (row) => {
      if (!(row instanceof TreeNode) || row.revision === null) return;
      await commands.executeCommand("alembicGuidelines.newMigration", row.revision.id);
    }),
  );
};

/** Asks the server for the revisions when it is visible, and draws them. */
class RevisionsView implements TreeDataProvider<TreeNode>, Disposable {
  readonly #server: LanguageServer;
  readonly #view: TreeView<TreeNode>;
  readonly #change = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.#change.event;
  #environments: Promise<readonly EnvironmentRevisions[]> | null = null;
  #rows: EnvironmentRows | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#view = window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.#view.onDidChangeVisibility(({ visible }) => {
      if (visible && this.#environments === null) this.#change.fire();
      if (visible) void this.followEditor();
    });
  }

  getTreeItem({ item }: TreeNode): TreeItem {
    return item;
  }

  getParent({ parent }: TreeNode): TreeNode | null {
    return parent;
  }

  async getChildren(row?: TreeNode): Promise<TreeNode[]> {
    return [...(row?.children ?? (await this.#load()).roots)];
  }

  /** Draws the view anew soon, if it is visible, else once it is. */
  reload(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#environments = null;
      this.#rows = null;
      if (this.#view.visible) this.#redraw();
    }, REDRAW_DELAY_MS);
  }

  /** Selects the script in the active editor. */
  async followEditor(): Promise<void> {
    const uri = window.activeTextEditor?.document.uri;
    if (uri !== undefined && this.#view.visible) await this.#reveal(uri, false);
  }

  /** Opens the view and selects a script in it. */
  async show(uri: unknown): Promise<void> {
    await commands.executeCommand(`${VIEW}.focus`);
    if (typeof uri === "string") await this.#reveal(Uri.parse(uri), true);
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#view.dispose();
    this.#change.dispose();
  }

  #redraw(): void {
    this.#change.fire();
    void this.followEditor();
  }

  async #load(): Promise<EnvironmentRows> {
    this.#environments ??= this.#ask();
    const asked = this.#environments;
    const environments = await asked;
    // Asked for anew meanwhile.
    if (asked !== this.#environments) return this.#load();
    this.#rows ??= new EnvironmentRows(environments);
    return this.#rows;
  }

  async #ask(): Promise<readonly EnvironmentRevisions[]> {
    const environments = await this.#answer();
    const [only, ...others] = environments ?? [];
    this.#view.description = only !== undefined && others.length === 0 ? only.name : "";
    this.#view.message = (environments === null ? this.#server.trouble : null) ?? "";
    await commands.executeCommand("setContext", "alembicGuidelines.hasNoEnvironment", environments?.length === 0);
    return (environments ?? []).map((environment) => ({
      ...environment,
      // The editor's own form of URIs, by which an editor's file is found.
      revisions: environment.revisions.map((revision) => ({
        ...revision,
        place: { ...revision.place, uri: Uri.parse(revision.place.uri).toString() },
      })),
    }));
  }

  /** What the server says, once it has started; null while it is down. */
  async #answer(): Promise<readonly EnvironmentRevisions[] | null> {
    await this.#server.settled;
    if (this.#server.client === null) return null;
    try {
      const answer = await this.#server.execute(REVISIONS_COMMAND);
      return areRevisions(answer) ? answer : null;
    } catch (error) {
      this.#server.output.error(`The revisions could not be read: ${error}`);
      return null;
    }
  }

  async #reveal(uri: Uri, focus: boolean): Promise<void> {
    const row = (await this.#load()).find(uri.toString());
    if (row === null) return;
    try {
      await this.#view.reveal(row, { select: true, focus, expand: false });
    } catch {
      // Drawn anew meanwhile: then it is selected after that.
    }
  }
}
