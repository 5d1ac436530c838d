import {
  commands,
  type Diagnostic,
  type DiagnosticCollection,
  type Disposable,
  languages,
  Uri,
  workspace,
} from "vscode";
import { areFileDiagnostics, checkFilesCommand } from "../../../server/src/lsp/protocol/check-all.ts";
import type { LanguageServer } from "../language-server/language-server.ts";
import { isShownLive } from "./live-documents.ts";

/** Files change by the hundred, as with another branch; by then the server knows of it too. */
const RENEW_DELAY_MS = 300;

/** What a check of all migrations has found in the files that no editor shows. */
export class KeptResults implements Disposable {
  readonly #server: LanguageServer;
  readonly #collection: DiagnosticCollection = languages.createDiagnosticCollection("alembic-guidelines: all");
  readonly #outdated = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  /** Grows with each check of all; null where there was none, or its results have been cleared. */
  #check: number | null = null;
  #checks = 0;

  constructor(server: LanguageServer) {
    this.#server = server;
  }

  /** Makes room for the results of another check. */
  begin(): void {
    this.clear();
    this.#check = ++this.#checks;
  }

  set(uri: Uri, diagnostics: readonly Diagnostic[]): void {
    if (isShownLive(uri)) return;
    this.#collection.set(uri, diagnostics);
    this.#tellWhetherAny();
  }

  forget(uri: Uri): void {
    if (!this.#collection.has(uri)) return;
    this.#collection.delete(uri);
    this.#tellWhetherAny();
  }

  /** Has a file checked again that may be another one by now. */
  renew(uri: Uri): void {
    if (this.#check === null || !uri.path.endsWith(".py")) return;
    this.#outdated.add(uri.toString());
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#checkAgain().catch((error: unknown) => this.#server.output.warn(String(error)));
    }, RENEW_DELAY_MS);
  }

  /** Forgets those of files that an editor shows by now. */
  leaveToEditors(): void {
    for (const { uri } of workspace.textDocuments) if (this.#collection.has(uri) && isShownLive(uri)) this.forget(uri);
  }

  clear(): void {
    this.#check = null;
    this.#outdated.clear();
    this.#collection.clear();
    this.#tellWhetherAny();
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#collection.dispose();
  }

  async #checkAgain(): Promise<void> {
    const uris = [...this.#outdated].filter((uri) => !isShownLive(Uri.parse(uri)));
    this.#outdated.clear();
    const { client } = this.#server;
    const check = this.#check;
    if (uris.length === 0 || client === null) return;
    const files = await this.#server.execute(checkFilesCommand, uris);
    if (!areFileDiagnostics(files) || check !== this.#check) return;
    for (const uri of uris) this.forget(Uri.parse(uri));
    for (const { uri, diagnostics } of files) {
      this.set(Uri.parse(uri), await client.protocol2CodeConverter.asDiagnostics([...diagnostics]));
    }
  }

  #tellWhetherAny(): void {
    const [any] = this.#collection;
    void commands.executeCommand("setContext", "alembicGuidelines.hasResultsOfAll", any !== undefined);
  }
}
