import { relative } from "node:path";
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver/node";
import type { RevisionGraph } from "../../history/graph/revision-graph.ts";
import type { RevisionNode } from "../../history/graph/revision-node.ts";
import { revisionStringAt } from "../../migration/revision-string.ts";
import type { CompletionSource } from "../completion/completion-source.ts";
import type { DocumentPlace } from "../document-place.ts";
import type { ServerParts } from "../language-features.ts";
import { graphAround } from "./graph-around.ts";

/** Knows which revisions a script may follow or depend on: heads first, then the newest. */
export class RevisionCompletion implements CompletionSource {
  readonly triggers = ['"', "'"];
  readonly #parts: ServerParts;

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  async complete({ document, path, offset }: DocumentPlace): Promise<readonly CompletionItem[]> {
    const inside = revisionStringAt(document.getText(), offset);
    if (inside === null || path === null) return [];
    const range = { start: document.positionAt(inside.start), end: document.positionAt(inside.end) };
    const graph = await graphAround(path, this.#parts);
    if (graph === null) return [];
    const root = this.#parts.project.current.environment(path)?.root ?? "";
    return followable(graph, path).map((node, place): CompletionItem => {
      const { id, message } = node;
      return {
        label: id.text,
        kind: CompletionItemKind.Event,
        detail: message,
        labelDetails: { description: message },
        documentation: relative(root, node.path),
        // It is found by its message, too.
        filterText: `${id.text} ${message}`.trim(),
        sortText: String(place).padStart(6, "0"),
        textEdit: { range, newText: id.text },
      };
    });
  }
}

/** What a script may follow without following itself: heads first, sorted by their ids, then the others, the newest first. */
function followable(graph: RevisionGraph, path: string): readonly RevisionNode[] {
  const after = new Set<RevisionNode>();
  const open = graph.nodes.filter((node) => node.path === path);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (after.has(node)) continue;
    after.add(node);
    open.push(...graph.followers(node));
  }
  const possible = graph.inOrder.toReversed().filter((node) => !after.has(node));
  const isHead = (node: RevisionNode) => graph.followers(node).every((follower) => after.has(follower));
  const heads = possible.filter(isHead).sort((a, b) => (a.id.text < b.id.text ? -1 : 1));
  return [...heads, ...possible.filter((node) => !isHead(node))];
}
