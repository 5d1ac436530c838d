import type { CompletionItem, CompletionParams, Connection, ServerCapabilities } from "vscode-languageserver/node";
import type { ClientFeatures } from "../client-features.ts";
import { documentPlace } from "../document-place.ts";
import type { LanguageFeature } from "../language-feature.ts";
import type { ServerParts } from "../language-features.ts";
import { unlessCancelled } from "../unless-cancelled.ts";
import type { CompletionSource } from "./completion-source.ts";

/** Offers what all sources know for a place. */
export class Completions implements LanguageFeature {
  readonly #parts: ServerParts;
  readonly #sources: readonly CompletionSource[];
  #features: ClientFeatures | null = null;

  constructor(parts: ServerParts, sources: readonly CompletionSource[]) {
    this.#parts = parts;
    this.#sources = sources;
  }

  initialize(features: ClientFeatures): Partial<ServerCapabilities> {
    this.#features = features;
    const triggers = new Set(this.#sources.flatMap((source) => source.triggers));
    return { completionProvider: { triggerCharacters: [...triggers] } };
  }

  register(connection: Connection): void {
    connection.onCompletion((params, token) => unlessCancelled(this.#complete(params), token));
  }

  async #complete(params: CompletionParams): Promise<CompletionItem[]> {
    const place = await documentPlace(params, this.#parts.documents, this.#parts.checker);
    const features = this.#features;
    if (place === null || features === null) return [];
    const offered = await Promise.all(this.#sources.map((source) => source.complete(place, features)));
    return offered.flat();
  }
}
