import type { CodeLens } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { RevisionNode } from "../../history/graph/revision-node.ts";
import type { Checked } from "../checker.ts";
import type { ClientFeatures } from "../client-features.ts";
import type { CodeLensSource } from "../code-lens/code-lens-source.ts";
import { OPEN_REVISION_COMMAND, REVEAL_REVISION_COMMAND } from "../protocol/revisions.ts";
import { placeOf } from "./revision-place.ts";
import { revisionTitle } from "./revision-title.ts";

/** Lenses of a line stand side by side. */
const MOST_CHARACTERS = 40;
const MOST_LENSES = 4;

/** Over the line of `revision`: what the script follows, and what follows it. A click opens that. */
export class RevisionLenses implements CodeLensSource {
  lenses(document: TextDocument, { basis }: Checked, features: ClientFeatures): readonly CodeLens[] {
    const { node = null, graph } = basis?.context.history ?? {};
    const revision = basis?.script.header.revision ?? null;
    if (node === null || graph === undefined || revision === null) return [];
    const range = { start: document.positionAt(revision.start), end: document.positionAt(revision.end) };
    const lens = (title: string, command: string, given: unknown): CodeLens => {
      return { range, command: { title, command, arguments: [given] } };
    };
    const opening = (words: string, nodes: readonly RevisionNode[]) =>
      features.showDocument
        ? nodes
            .slice(0, MOST_LENSES)
            .map((each) =>
              lens(`${words} ${revisionTitle(each, MOST_CHARACTERS)}`, OPEN_REVISION_COMMAND, placeOf(each.id.place)),
            )
        : [];
    const revealing = (title: string) =>
      features.commands.has(REVEAL_REVISION_COMMAND)
        ? [lens(title, REVEAL_REVISION_COMMAND, placeOf(node.id.place).uri)]
        : [];
    const followers = graph.followers(node);
    const left = followers.length - MOST_LENSES;
    return [
      ...opening("↑ previous:", graph.followed(node)),
      ...opening("↓ next:", followers),
      ...(left > 0 ? revealing(`and ${left} more`) : []),
      ...(graph.heads.includes(node) ? revealing("head") : []),
    ];
  }
}
