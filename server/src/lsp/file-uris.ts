import { fileURLToPath } from "node:url";

/** The path of a `file:` URI; null for any other document, such as an untitled one. */
export function pathOf(uri: string): string | null {
  if (!uri.startsWith("file:")) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    // A host or an escape that no path can have.
    return null;
  }
}
