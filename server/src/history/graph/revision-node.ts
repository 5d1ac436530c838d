import type { Place } from "../place.ts";

/** A name in a script's header, and where it stands. */
export interface NodeName {
  readonly text: string;
  readonly place: Place;
}

/** What the graph of revisions knows of one script. */
export interface RevisionNode {
  /** The script's absolute path. */
  readonly path: string;
  readonly id: NodeName;
  /** Null where it is computed: what the revision follows can't be known then. The same holds for the other two. */
  readonly downRevisions: readonly NodeName[] | null;
  readonly dependsOn: readonly NodeName[] | null;
  readonly branchLabels: readonly NodeName[] | null;
  /** The message in the docstring; empty for none. */
  readonly message: string;
  /** It is written for another database too. */
  readonly runsElsewhere: boolean;
}
