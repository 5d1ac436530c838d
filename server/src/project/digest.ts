import { createHash } from "node:crypto";

/** Tells texts, or bytes, apart. */
export function digestOf(content: string | Uint8Array): string {
  return createHash("sha1").update(content).digest("base64");
}
