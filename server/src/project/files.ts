/** The files around a migration, read-only and synchronous. Paths are absolute. */
export interface ProjectFiles {
  /** The text of a file; null when there is none, or it can't be read. */
  readText(path: string): string | null;
  isFile(path: string): boolean;
  isDirectory(path: string): boolean;
  /** The names in a folder that `wanted` matches; empty when there is no such folder. Who asks for few is not disturbed by others. */
  list(folder: string, wanted: RegExp): readonly string[];
  /** The path with its links followed; null where nothing is, or where they lead nowhere. */
  realPath(path: string): string | null;
}
