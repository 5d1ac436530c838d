import { setTimeout as delay } from "node:timers/promises";
import {
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type ServerCapabilities,
  type TextDocuments,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../rules/finding.ts";
import type { Checker } from "./checker.ts";
import type { ClientFeatures } from "./client-features.ts";
import { toDiagnostic } from "./diagnostics.ts";
import type { LanguageFeature } from "./language-feature.ts";
import { settingsDiagnostics } from "./settings-diagnostics.ts";
import { unlessCancelled } from "./unless-cancelled.ts";

/** Edits that are already waiting, as those of a macro, come in first: a text that lasts no millisecond is not checked. */
const PUSH_DELAY_MS = 1;

/** Brings findings to the client: on its request where it can pull, else of our own accord. */
export class DiagnosticsService implements LanguageFeature {
  readonly #connection: Connection;
  readonly #documents: TextDocuments<TextDocument>;
  readonly #checker: Checker;
  #features: ClientFeatures | null = null;

  constructor(connection: Connection, documents: TextDocuments<TextDocument>, checker: Checker) {
    this.#connection = connection;
    this.#documents = documents;
    this.#checker = checker;
  }

  initialize(features: ClientFeatures): Partial<ServerCapabilities> {
    this.#features = features;
    if (!features.pullDiagnostics) return {};
    return {
      diagnosticProvider: {
        identifier: "alembic-guidelines",
        // What another file changes is announced by a refresh.
        interFileDependencies: false,
        workspaceDiagnostics: false,
      },
    };
  }

  register(connection: Connection): void {
    connection.languages.diagnostics.on((params, token) => unlessCancelled(this.#answer(params), token));
  }

  async #answer(params: DocumentDiagnosticParams): Promise<DocumentDiagnosticReport> {
    const document = this.#documents.get(params.textDocument.uri);
    const features = this.#features;
    const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
    if (document === undefined || features === null) return nothing;
    const { resultId, findings } = await this.#checker.check(document);
    if (this.#documents.get(document.uri) !== document) return nothing;
    if (resultId === params.previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    const items = diagnosticsOf(findings, document, features);
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  /** To be called with each new text of a document. */
  async push(document: TextDocument): Promise<void> {
    const features = this.#features;
    if (features === null || features.pullDiagnostics) return;
    const asked = document.version;
    await delay(PUSH_DELAY_MS);
    if (this.#documents.get(document.uri) !== document || document.version !== asked) return;
    const { version, findings } = await this.#checker.check(document);
    // Closed in the meantime, or changed: then the newer text has its own call.
    if (this.#documents.get(document.uri) !== document || version !== asked) return;
    const diagnostics = diagnosticsOf(findings, document, features);
    await this.#connection.sendDiagnostics({ uri: document.uri, version, diagnostics });
  }

  /** To be called when a document has been closed. */
  async clear(uri: string): Promise<void> {
    if (this.#features?.pullDiagnostics) return;
    await this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** To be called when settings or other files have changed. */
  async refresh(): Promise<void> {
    if (this.#features?.pullDiagnostics) {
      if (this.#features.refreshDiagnostics) await this.#connection.languages.diagnostics.refresh();
      return;
    }
    await Promise.all(this.#documents.all().map((document) => this.push(document)));
  }
}

/** Findings of a migration; what is wrong with a settings file. */
function diagnosticsOf(findings: readonly Finding[], document: TextDocument, features: ClientFeatures): Diagnostic[] {
  return [...settingsDiagnostics(document), ...findings.map((finding) => toDiagnostic(finding, document, features))];
}
