import leven from "leven";

/** Gives `; did you mean '…'?` with the one of `known` that `name` was probably meant to be; nothing where none is like it. */
export function suggestion(name: string, known: readonly string[]): string {
  const [nearest] = known
    .map((candidate) => ({ candidate, share: leven(name, candidate) / Math.max(name.length, candidate.length) }))
    .sort((a, b) => a.share - b.share);
  return nearest === undefined || nearest.share > 0.5 ? "" : `; did you mean '${nearest.candidate}'?`;
}
