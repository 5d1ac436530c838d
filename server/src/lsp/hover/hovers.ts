import type { Connection, Hover, HoverParams, ServerCapabilities } from "vscode-languageserver/node";
import { MarkupKind } from "vscode-languageserver/node";
import type { ClientFeatures } from "../client-features.ts";
import { documentPlace } from "../document-place.ts";
import type { LanguageFeature } from "../language-feature.ts";
import type { ServerParts } from "../language-features.ts";
import { unlessCancelled } from "../unless-cancelled.ts";
import type { HoverSource } from "./hover-source.ts";

/** Tells what all sources know of a place, in their order. */
export class Hovers implements LanguageFeature {
  readonly #parts: ServerParts;
  readonly #sources: readonly HoverSource[];
  #features: ClientFeatures | null = null;

  constructor(parts: ServerParts, sources: readonly HoverSource[]) {
    this.#parts = parts;
    this.#sources = sources;
  }

  initialize(features: ClientFeatures): Partial<ServerCapabilities> {
    this.#features = features;
    return { hoverProvider: true };
  }

  register(connection: Connection): void {
    connection.onHover((params, token) => unlessCancelled(this.#hover(params), token));
  }

  async #hover(params: HoverParams): Promise<Hover | null> {
    const place = await documentPlace(params, this.#parts.documents, this.#parts.checker);
    const features = this.#features;
    if (place === null || features === null) return null;
    const found = await Promise.all(this.#sources.map((source) => source.hover(place, features)));
    const texts = found.filter((text) => text !== null);
    const [first] = texts;
    if (first === undefined) return null;
    const { document } = place;
    return {
      contents: { kind: MarkupKind.Markdown, value: texts.map(({ markdown }) => markdown).join("\n\n---\n\n") },
      range: { start: document.positionAt(first.start), end: document.positionAt(first.end) },
    };
  }
}
