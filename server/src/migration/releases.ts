/** Whether a release, as `major.minor.patch`, is this one or a later one. */
export function isAtLeast(release: string, wanted: string): boolean {
  const [own, other] = [release, wanted].map((text) => text.split(".").map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (own?.[index] ?? 0) - (other?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
