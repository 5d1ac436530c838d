import leven from "leven";

/** A known name, and how many characters keep another one from being it. */
export interface LikeName {
  readonly name: string;
  readonly edits: number;
}

/** Gives `; did you mean '…'?` with the one of `known` that `name` was probably meant to be; nothing where none is like it. */
export function suggestion(name: string, known: readonly string[]): string {
  const [nearest] = byLikeness(name, known);
  return nearest === undefined || shareOf(nearest, name) > 0.5 ? "" : `; did you mean '${nearest.name}'?`;
}

/** The names of `known`, those that are most like `name` first. */
export function byLikeness(name: string, known: readonly string[]): readonly LikeName[] {
  return known
    .map((candidate) => ({ name: candidate, edits: leven(name, candidate) }))
    .sort((a, b) => shareOf(a, name) - shareOf(b, name));
}

function shareOf(like: LikeName, name: string): number {
  return like.edits / Math.max(name.length, like.name.length);
}
