/**
 * The release that a version of a Python package belongs to, as `major.minor.patch`: `1.13` gives `1.13.0`, `2.0.0b1` gives
 * `2.0.0`. Null for what is no version (PEP 440).
 */
export function releaseOf(version: string): string | null {
  const suffix = /(?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview|post|rev|r|dev)[-_.]?\d*)*/.source;
  const [, release] = new RegExp(`^v?(\\d+(?:\\.\\d+)*)${suffix}(?:\\+[a-z\\d._-]+)?$`, "i").exec(version.trim()) ?? [];
  if (release === undefined) return null;
  const [major = 0, minor = 0, patch = 0] = release.split(".").map(Number);
  return `${major}.${minor}.${patch}`;
}
