import { commands, Disposable, EventEmitter, languages, type TextDocument, window, workspace } from "vscode";
import { checklistCommand, isShownChecklist, type ShownChecklist } from "../../../server/src/lsp/protocol/checklist.ts";
import type { LanguageServer } from "../language-server/language-server.ts";

/** How long typing rests before the checklist is asked for. */
const DELAY_MS = 150;

/** The checklist of the migration in the active editor, kept up to date. */
export class ActiveChecklist implements Disposable {
  readonly #server: LanguageServer;
  readonly #change = new EventEmitter<void>();
  readonly #listeners: Disposable;
  readonly onDidChange = this.#change.event;
  #present: ShownChecklist | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(server: LanguageServer) {
    this.#server = server;
    const isActive = (uri: { toString(): string }) => uri.toString() === activeMigration()?.uri.toString();
    this.#listeners = Disposable.from(
      server.onDidChangeState(() => this.#ask(0)),
      window.onDidChangeActiveTextEditor(() => this.#ask(0)),
      workspace.onDidChangeTextDocument(({ document }) => isActive(document.uri) && this.#ask(DELAY_MS)),
      // What other files change shows up in the findings.
      languages.onDidChangeDiagnostics(({ uris }) => uris.some(isActive) && this.#ask(DELAY_MS)),
    );
    this.#ask(0);
  }

  /** Null where there is no migration. */
  get present(): ShownChecklist | null {
    return this.#present;
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#listeners.dispose();
    this.#change.dispose();
  }

  #ask(delay: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#update();
    }, delay);
  }

  async #update(): Promise<void> {
    const document = activeMigration();
    const version = document?.version;
    const answer = document === null ? null : await this.#answer(document.uri.toString());
    // Whatever has happened meanwhile is asked for by itself.
    if (activeMigration() !== document || document?.version !== version) return;
    if (JSON.stringify(answer) === JSON.stringify(this.#present)) return;
    this.#present = answer;
    await commands.executeCommand("setContext", "alembicGuidelines.isMigration", answer !== null);
    this.#change.fire();
  }

  async #answer(uri: string): Promise<ShownChecklist | null> {
    try {
      const answer = await this.#server.execute(checklistCommand, uri);
      return isShownChecklist(answer) ? answer : null;
    } catch {
      // The server is not running, or is just ending: its start asks again.
      return null;
    }
  }
}

/** What the active editor shows, if that may be a migration. */
function activeMigration(): TextDocument | null {
  const document = window.activeTextEditor?.document;
  return document?.languageId === "python" ? document : null;
}
