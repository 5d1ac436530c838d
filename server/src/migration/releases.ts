/** Releases as numbers: few are asked about, and each for every directive. */
const numbers = new Map<string, readonly number[]>();

/** Whether a release, as `major.minor.patch`, is this one or a later one. */
export function isAtLeast(release: string, wanted: string): boolean {
  const [own, other] = [numbersOf(release), numbersOf(wanted)];
  for (let index = 0; index < 3; index++) {
    const difference = (own[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbersOf(release: string): readonly number[] {
  let known = numbers.get(release);
  if (known === undefined) {
    known = release.split(".").map(Number);
    numbers.set(release, known);
  }
  return known;
}
