/** What may follow a release: `b1`, `.post2`, `-rc.1`. In letters of both cases, since a JSON schema's expressions have no flags. */
const phases = "a b c rc alpha beta pre preview post rev r dev"
  .split(" ")
  .map((word) => word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`));
const suffix = `(?:[-_.]?(?:${phases.join("|")})[-_.]?\\d*)*`;

/** A version of a Python package (PEP 440), the release in a group. */
export const releasePattern = `[vV]?(\\d+(?:\\.\\d+)*)${suffix}(?:\\+[a-zA-Z\\d._-]+)?`;

const whole = new RegExp(`^${releasePattern}$`);

/**
 * The release that a version of a Python package belongs to, as `major.minor.patch`: `1.13` gives `1.13.0`, `2.0.0b1` gives
 * `2.0.0`. Null for what is no version.
 */
export function releaseOf(version: string): string | null {
  const [, release] = whole.exec(version.trim()) ?? [];
  if (release === undefined) return null;
  const [major = 0, minor = 0, patch = 0] = release.split(".").map(Number);
  return `${major}.${minor}.${patch}`;
}
