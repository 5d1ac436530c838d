import { basename } from "node:path";
import type { RevisionGraph } from "../../history/graph/revision-graph.ts";
import type { RevisionNode } from "../../history/graph/revision-node.ts";
import { traitsOf } from "../../history/graph/traits.ts";
import type { DocumentPlace } from "../document-place.ts";
import type { HoverSource, HoverText } from "../hover/hover-source.ts";
import type { ServerParts } from "../language-features.ts";
import { namedRevisions } from "./named-revisions.ts";
import { placeOf } from "./revision-place.ts";
import { revisionTitle } from "./revision-title.ts";

const MOST_CHARACTERS = 80;

/** Of a branch point that many follow, or an id that many begin with, no more are listed. */
const MOST_LISTED = 5;

/** Tells which revision an id stands for, and where that one stands among the others. */
export class RevisionHover implements HoverSource {
  readonly #parts: ServerParts;

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  async hover(place: DocumentPlace): Promise<HoverText | null> {
    const named = await namedRevisions(place, this.#parts);
    if (named === null) return null;
    const { graph, origin, nodes } = named;
    const shown = nodes.slice(0, MOST_LISTED).map((node) => described(node, graph));
    const left = nodes.length - shown.length;
    const markdown = [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join("\n\n");
    return { markdown, start: origin.start, end: origin.end };
  }
}

function described(node: RevisionNode, graph: RevisionGraph): string {
  const labels = graph.labels(node) ?? [];
  const facts = [...traitsOf(graph, node), ...labels.map((label) => `label ${code(label)}`)];
  const title = [code(node.id.text), ...(node.message === "" ? [] : [`**${escaped(node.message)}**`])].join(" ");
  const needed = graph.parents(node).filter((parent) => !graph.followed(node).includes(parent));
  return [
    [title, ...facts].join(" · "),
    link(basename(node.path), node),
    ...listed("↑ follows", graph.followed(node)),
    ...listed("↑ depends on", needed),
    ...listed("↓ followed by", graph.followers(node)),
  ].join("  \n");
}

function listed(words: string, nodes: readonly RevisionNode[]): readonly string[] {
  const links = nodes
    .slice(0, MOST_LISTED)
    .map((node) => `${words} ${link(revisionTitle(node, MOST_CHARACTERS), node)}`);
  const left = nodes.length - links.length;
  return left > 0 ? [...links, `${words} ${left} more`] : links;
}

function link(text: string, { id }: RevisionNode): string {
  const { uri, range } = placeOf(id.place);
  return `[${escaped(text)}](${uri.replace(/[()]/g, (mark) => (mark === "(" ? "%28" : "%29"))}#L${range.start.line + 1})`;
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+!|~&-]/g, "\\$&");
}
