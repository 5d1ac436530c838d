import type {
  Connection,
  Definition,
  DefinitionLink,
  DefinitionParams,
  Location,
  ReferenceParams,
  ServerCapabilities,
} from "vscode-languageserver/node";
import { placesNaming } from "../../history/graph/naming.ts";
import type { ClientFeatures } from "../client-features.ts";
import { documentPlace } from "../document-place.ts";
import type { LanguageFeature } from "../language-feature.ts";
import type { ServerParts } from "../language-features.ts";
import { unlessCancelled } from "../unless-cancelled.ts";
import { namedRevisions } from "./named-revisions.ts";
import { placeOf } from "./revision-place.ts";

/** Leads from a revision's id to the script that has it, and to those that follow or need it. */
export class RevisionNavigation implements LanguageFeature {
  readonly #parts: ServerParts;
  #features: ClientFeatures | null = null;

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  initialize(features: ClientFeatures): Partial<ServerCapabilities> {
    this.#features = features;
    return { definitionProvider: true, referencesProvider: true };
  }

  register(connection: Connection): void {
    connection.onDefinition((params, token) => unlessCancelled(this.#define(params), token));
    connection.onReferences((params, token) => unlessCancelled(this.#refer(params), token));
  }

  async #define(params: DefinitionParams): Promise<Definition | DefinitionLink[] | null> {
    const place = await documentPlace(params, this.#parts.documents, this.#parts.checker);
    const named = place === null ? null : await namedRevisions(place, this.#parts);
    if (place === null || named === null) return null;
    const targets = named.nodes.map(({ id }) => placeOf(id.place));
    if (this.#features?.definitionLinks !== true) return targets;
    const { document } = place;
    const { start, end } = named.origin;
    const originSelectionRange = { start: document.positionAt(start), end: document.positionAt(end) };
    return targets.map(({ uri, range }) => ({
      originSelectionRange,
      targetUri: uri,
      targetRange: range,
      targetSelectionRange: range,
    }));
  }

  async #refer(params: ReferenceParams): Promise<Location[] | null> {
    const place = await documentPlace(params, this.#parts.documents, this.#parts.checker);
    const named = place === null ? null : await namedRevisions(place, this.#parts);
    if (named === null) return null;
    const { graph, nodes } = named;
    const own = params.context.includeDeclaration ? nodes.map(({ id }) => id.place) : [];
    // Scripts with one id are named by the same names.
    const ids = new Map(nodes.map((node) => [node.id.text, node]));
    return [...own, ...[...ids.values()].flatMap((node) => placesNaming(graph, node))].map(placeOf);
  }
}
