import { namesOtherDialect } from "../migration/other-dialects.ts";
import type { HeaderNames } from "../migration/revision-header.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Span } from "../python/syntax.ts";
import type { NodeName, RevisionNode } from "./graph/revision-node.ts";
import { linesOf } from "./line-index.ts";
import { type RecordedOperation, recordUpgrade } from "./schema/recorded-operation.ts";

/** What is kept of a migration script once it has been read: plain data, which can be written to disk. */
export interface RevisionRecord {
  readonly node: RevisionNode;
  /** What `upgrade` does, in its order. */
  readonly upgrade: readonly RecordedOperation[];
}

/**
 * What is kept of a script.
 * @param path the script's absolute path.
 * @returns null when its revision id can't be known.
 */
export function recordRevision(script: MigrationScript, path: string): RevisionRecord | null {
  const { revision, downRevision, dependsOn, branchLabels, docstring } = script.header;
  if (revision === null) return null;
  const lines = linesOf(script);
  const name = ({ text, start, end }: Span & { readonly text: string }): NodeName => {
    return { text, place: { path, start: lines.position(start), end: lines.position(end) } };
  };
  const names = (given: HeaderNames) => given.names?.map(name) ?? null;
  return {
    node: {
      path,
      id: name(revision),
      downRevisions: names(downRevision),
      dependsOn: names(dependsOn),
      branchLabels: names(branchLabels),
      message: docstring?.message ?? "",
      runsElsewhere: namesOtherDialect(script),
    },
    upgrade: recordUpgrade(script),
  };
}
