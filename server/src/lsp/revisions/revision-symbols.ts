import {
  type Connection,
  type ServerCapabilities,
  type SymbolInformation,
  SymbolKind,
} from "vscode-languageserver/node";
import type { RevisionNode } from "../../history/graph/revision-node.ts";
import type { LanguageFeature } from "../language-feature.ts";
import type { ServerParts } from "../language-features.ts";
import { unlessCancelled } from "../unless-cancelled.ts";
import { environmentName } from "./environment-name.ts";
import { placeOf } from "./revision-place.ts";

/** A list that is longer is not read; whoever seeks more exactly gets what is further down. */
const MOST_SYMBOLS = 500;

interface Found {
  readonly node: RevisionNode;
  readonly containerName: string;
  /** The less, the more alike. */
  readonly distance: number;
}

/** Finds revisions by their ids and messages. */
export class RevisionSymbols implements LanguageFeature {
  readonly #parts: ServerParts;

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  initialize(): Partial<ServerCapabilities> {
    return { workspaceSymbolProvider: true };
  }

  register(connection: Connection): void {
    connection.onWorkspaceSymbol(({ query }, token) => unlessCancelled(this.#find(query), token));
  }

  async #find(query: string): Promise<SymbolInformation[]> {
    const { project, folders, engine } = this.#parts;
    const words = query
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    const environments = await project.environments(folders.paths, await engine);
    const found = environments.flatMap(({ environment, index }): readonly Found[] => {
      const containerName = environmentName(environment, folders.paths);
      return index.graph.inOrder.toReversed().flatMap((node) => {
        const distance = distanceOf(nameOf(node).toLowerCase(), words);
        return distance === null ? [] : [{ node, containerName, distance }];
      });
    });
    return found
      .toSorted((a, b) => a.distance - b.distance)
      .slice(0, MOST_SYMBOLS)
      .map(({ node, containerName }) => {
        return { name: nameOf(node), kind: SymbolKind.Event, location: placeOf(node.id.place), containerName };
      });
  }
}

function nameOf({ id, message }: RevisionNode): string {
  return `${id.text} ${message}`.trim();
}

/** How far a name is from what is sought: 0 begins so, 1 has each word, 2 has each word's characters in their order; null for none of these. */
function distanceOf(name: string, words: readonly string[]): number | null {
  if (!words.every((word) => hasInOrder(name, word))) return null;
  if (name.startsWith(words.join(" "))) return 0;
  return words.every((word) => name.includes(word)) ? 1 : 2;
}

function hasInOrder(name: string, characters: string): boolean {
  let at = 0;
  for (const character of characters) {
    at = name.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
