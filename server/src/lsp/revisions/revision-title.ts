import type { RevisionNode } from "../../history/graph/revision-node.ts";

/** A revision's id and message, in one line of at most so many characters. */
export function revisionTitle({ id, message }: RevisionNode, most: number): string {
  const title = `${id.text} ${message}`.trim();
  const characters = [...title];
  return characters.length <= most
    ? title
    : `${characters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}
