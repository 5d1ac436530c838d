/** The command that gives the revisions of all environments below the open folders, as `readonly EnvironmentRevisions[]`. */
export const REVISIONS_COMMAND = "alembic-guidelines.revisions";

/** The command that opens a script in the editor; takes a `RevisionPlace`. */
export const OPEN_REVISION_COMMAND = "alembic-guidelines.openRevision";

/** The client's command that shows a script in its view of the revisions; takes the script's URI. */
export const REVEAL_REVISION_COMMAND = "alembicGuidelines.revealRevision";

/**
 * The notification by which a client that names it in `experimental.notifications.notifications` is told that the revisions are others now, or
 * follow each other in another way. It says nothing more: whoever shows them asks again.
 */
export const REVISIONS_CHANGED = "alembic-guidelines/revisionsChanged";

/** Where something stands, as the protocol's `Location`. */
export interface RevisionPlace {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** A revision script. */
export interface Revision {
  readonly id: string;
  /** The message in its docstring; empty for none. */
  readonly message: string;
  /** Of its id, where it assigns `revision`. */
  readonly place: RevisionPlace;
  readonly traits: readonly ("head" | "merge" | "branch point" | "base")[];
  /** Whether something keeps it from its place in the history. */
  readonly hasProblem: boolean;
  /** The branch labels that it has, its own and those that it inherits. */
  readonly labels: readonly string[];
  /** The ids that it follows and depends on, and those that follow it at once. */
  readonly follows: readonly string[];
  readonly dependsOn: readonly string[];
  readonly followedBy: readonly string[];
}

/** A line of revisions in which each follows the next one; revisions are their places in the list of all. */
export interface RevisionLine {
  /** Newest first; at least one. */
  readonly revisions: readonly number[];
  /** The merge that the line was brought in by; null where its first is a head, or has no place in the history. */
  readonly into: number | null;
  /** What the last one follows; null for a base. It stands in another line. */
  readonly from: number | null;
}

/** What is wrong with the revisions of an environment. */
export interface RevisionsProblem {
  readonly message: string;
  readonly places: readonly RevisionPlace[];
}

/** The revisions of an Alembic environment. */
export interface EnvironmentRevisions {
  /** Tells the environments of a workspace apart. */
  readonly id: string;
  /** The folder of `env.py`, from the open folder on. */
  readonly name: string;
  readonly revisions: readonly Revision[];
  readonly heads: readonly number[];
  /** The history as a person reads it: the first line is the longest, and each revision is in one of them. */
  readonly lines: readonly RevisionLine[];
  readonly problems: readonly RevisionsProblem[];
}

/** Whether an answer is one to `REVISIONS_COMMAND`, as far as its outlines tell. */
export function areRevisions(answer: unknown): answer is readonly EnvironmentRevisions[] {
  return Array.isArray(answer) && answer.every(isEnvironment);
}

function isEnvironment(value: unknown): value is EnvironmentRevisions {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, ...lists }: Partial<Record<keyof EnvironmentRevisions, unknown>> = value;
  const { revisions, heads, lines, problems } = lists;
  return (
    [id, name].every((each) => typeof each === "string") && [revisions, heads, lines, problems].every(Array.isArray)
  );
}
