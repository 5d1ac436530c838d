import { createHash } from "node:crypto";

/** Tells texts, or bytes, apart. */
export function digestOf(content: string | Uint8Array): string {
  return digestOfAll([content]);
}

/** The digest of what these are in a row. */
export function digestOfAll(pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha1");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("base64");
}
