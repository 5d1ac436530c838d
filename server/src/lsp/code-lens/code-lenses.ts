import {
  type CodeLens,
  type CodeLensParams,
  CodeLensRefreshRequest,
  type Connection,
  type ServerCapabilities,
} from "vscode-languageserver/node";
import type { ClientFeatures } from "../client-features.ts";
import type { LanguageFeature } from "../language-feature.ts";
import type { ServerParts } from "../language-features.ts";
import { unlessCancelled } from "../unless-cancelled.ts";
import type { CodeLensSource } from "./code-lens-source.ts";

/** Gives the lenses of all sources, in their order. */
export class CodeLenses implements LanguageFeature {
  readonly #parts: ServerParts;
  readonly #sources: readonly CodeLensSource[];
  #features: ClientFeatures | null = null;

  constructor(parts: ServerParts, sources: readonly CodeLensSource[]) {
    this.#parts = parts;
    this.#sources = sources;
  }

  initialize(features: ClientFeatures): Partial<ServerCapabilities> {
    this.#features = features;
    return { codeLensProvider: { resolveProvider: false } };
  }

  register(connection: Connection): void {
    connection.onCodeLens((params, token) => unlessCancelled(this.#lenses(params), token));
  }

  historyChanged(): void {
    this.#refresh();
  }

  surroundingsChanged(): void {
    this.#refresh();
  }

  #refresh(): void {
    const { connection } = this.#parts;
    if (this.#features?.refreshCodeLenses !== true) return;
    // A client that is gone has no lenses.
    connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  }

  async #lenses({ textDocument }: CodeLensParams): Promise<CodeLens[]> {
    const { documents, checker } = this.#parts;
    const document = documents.get(textDocument.uri);
    const features = this.#features;
    if (document === undefined || features === null) return [];
    const checked = await checker.check(document);
    if (documents.get(document.uri) !== document || checked.version !== document.version) return [];
    return this.#sources.flatMap((source) => source.lenses(document, checked, features));
  }
}
