/** The files around a migration, read-only and synchronous. Paths are absolute. */
export interface ProjectFiles {
  /** The text of a file; null when there is none, or it can't be read. */
  readText(path: string): string | null;
  isFile(path: string): boolean;
  isDirectory(path: string): boolean;
  /** The names in a folder; empty when there is no such folder. */
  list(folder: string): readonly string[];
  /** The path with its links followed; null where nothing is, or where they lead nowhere. */
  realPath(path: string): string | null;
}
