import type { NodeName } from "../../history/graph/revision-node.ts";
import type { RevisionRecord } from "../../history/revision-record.ts";
import type { IndexedScript } from "./indexed-script.ts";

/**
 * What is kept of a script as text. What `scriptFromText` makes of it takes less room: a piece of a source would keep all of it alive, and what
 * another thread sends has each name and path as often as it is mentioned.
 */
export function scriptText(script: IndexedScript): string {
  return JSON.stringify({ ...script, record: script.record === null ? null : withPath(script.record, "") });
}

/** The script at `path` that `scriptText` was given; null where the text is none of those. */
export function scriptFromText(text: string, path: string): IndexedScript | null {
  const script: unknown = JSON.parse(text);
  if (!isScript(script)) return null;
  return { ...script, record: script.record === null ? null : withPath(script.record, path) };
}

/** A record as that of a script at another path. */
export function withPath({ node, upgrade }: RevisionRecord, path: string): RevisionRecord {
  const named = (name: NodeName): NodeName => ({ ...name, place: { ...name.place, path } });
  const { id, downRevisions, dependsOn, branchLabels } = node;
  return {
    node: {
      ...node,
      path,
      id: named(id),
      downRevisions: downRevisions?.map(named) ?? null,
      dependsOn: dependsOn?.map(named) ?? null,
      branchLabels: branchLabels?.map(named) ?? null,
    },
    upgrade,
  };
}

function isScript(value: unknown): value is IndexedScript {
  return typeof value === "object" && value !== null && "digest" in value && "record" in value;
}
