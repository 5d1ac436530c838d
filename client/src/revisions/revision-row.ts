import { MarkdownString, Range, ThemeColor, ThemeIcon, Uri } from "vscode";
import type { Revision, RevisionPlace } from "../../../server/src/lsp/protocol/revisions.ts";
import { type GraphShape, graphIcon } from "./graph-icons.ts";
import { TreeNode, type TreeNodeOptions } from "./tree-node.ts";

/** The row of a revision. */
export function revisionRow(
  parent: TreeNode,
  section: string,
  revision: Revision,
  line: Pick<GraphShape, "above" | "below" | "depth">,
  options: TreeNodeOptions = {},
): TreeNode {
  const { id, message, place, traits, labels, hasProblem } = revision;
  const has = (trait: (typeof traits)[number]) => traits.includes(trait);
  const facts = [...(message === "" ? [] : [id]), ...traits, ...labels.map((label) => `[${label}]`)];
  const look = {
    label: message === "" ? id : message,
    description: facts.join(" · "),
    tooltip: tooltipOf(revision),
    iconPath: hasProblem
      ? new ThemeIcon("warning", new ThemeColor("list.warningForeground"))
      : graphIcon({
          ...line,
          isHead: has("head"),
          isMerge: has("merge"),
          isBranchPoint: has("branch point"),
        }),
    contextValue: "revision",
    command: openCommand(place),
    accessibilityInformation: { label: [id, message, ...traits, ...labels].filter((part) => part !== "").join(", ") },
  };
  return new TreeNode(parent, `${section} ${place.uri}`, look, { ...options, revision });
}

/** What opens a place when its row is clicked. */
export function openCommand({ uri, range: { start, end } }: RevisionPlace): {
  readonly command: string;
  readonly title: string;
  readonly arguments: unknown[];
} {
  const selection = new Range(start.line, start.character, end.line, end.character);
  return { command: "vscode.open", title: "Open", arguments: [Uri.parse(uri), { selection, preserveFocus: true }] };
}

function tooltipOf({ id, message, place, follows, dependsOn, followedBy }: Revision): MarkdownString {
  const list = (words: string, ids: readonly string[]) => (ids.length === 0 ? [] : [`${words} ${ids.join(", ")}`]);
  const text = new MarkdownString();
  for (const line of [
    `${id} ${message}`.trim(),
    Uri.parse(place.uri).path.split("/").at(-1) ?? "",
    ...list("↑ follows", follows),
    ...list("↑ depends on", dependsOn),
    ...list("↓ followed by", followedBy),
  ]) {
    text.appendText(line).appendMarkdown("  \n");
  }
  return text;
}
