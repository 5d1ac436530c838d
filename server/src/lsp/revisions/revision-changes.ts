import type { Connection, ServerCapabilities } from "vscode-languageserver/node";
import type { RevisionGraph } from "../../history/graph/revision-graph.ts";
import type { ClientFeatures } from "../client-features.ts";
import type { LanguageFeature } from "../language-feature.ts";
import type { ServerParts } from "../language-features.ts";
import { REVISIONS_CHANGED } from "../protocol/revisions.ts";

/** Tells a client that shows the revisions when they have changed: not when only what they do has. */
export class RevisionChanges implements LanguageFeature {
  readonly #parts: ServerParts;
  #features: ClientFeatures | null = null;
  #graphs: readonly RevisionGraph[] = [];

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  initialize(features: ClientFeatures): Partial<ServerCapabilities> {
    this.#features = features;
    return {};
  }

  register(_connection: Connection): void {}

  historyChanged(): void {
    const { connection, project } = this.#parts;
    if (this.#features?.notifications.has(REVISIONS_CHANGED) !== true) return;
    const { graphs } = project;
    if (graphs.length === this.#graphs.length && graphs.every((graph, index) => graph === this.#graphs[index])) return;
    this.#graphs = graphs;
    connection
      .sendNotification(REVISIONS_CHANGED)
      // A client that is gone shows nothing.
      .catch(() => {});
  }
}
