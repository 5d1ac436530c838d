import { sep } from "node:path";
import type { ProjectFiles } from "../project/files.ts";
import type { FileChange } from "../rules/finding.ts";

/** A change of a file that has not been written yet; `before` is null for a file to create. */
export interface PendingChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string;
}

/** The files on disk as they will be once the fixes' changes are written: what is read later must see them. */
export class PendingFiles implements ProjectFiles {
  readonly #disk: ProjectFiles;
  readonly #contents = new Map<string, string>();
  #pending = new Map<string, PendingChange>();

  constructor(disk: ProjectFiles) {
    this.#disk = disk;
  }

  readText(path: string): string | null {
    return this.#contents.get(path) ?? this.#disk.readText(path);
  }

  isFile(path: string): boolean {
    return this.#contents.has(path) || this.#disk.isFile(path);
  }

  isDirectory(path: string): boolean {
    const inside = path + sep;
    return this.#disk.isDirectory(path) || [...this.#contents.keys()].some((file) => file.startsWith(inside));
  }

  list(folder: string, wanted: RegExp): readonly string[] {
    const inside = folder + sep;
    const added = [...this.#contents.keys()]
      .filter((file) => file.startsWith(inside))
      .flatMap((file) => file.slice(inside.length).split(sep, 1))
      .filter((name) => wanted.test(name));
    return [...new Set([...this.#disk.list(folder, wanted), ...added])];
  }

  realPath(path: string): string | null {
    return this.#disk.realPath(path) ?? (this.#contents.has(path) ? path : null);
  }

  /** Takes on all the changes or none; false when a file is not as a change expects it. */
  change(changes: readonly FileChange[]): boolean {
    const fits = changes.every(({ path, action }) =>
      action.kind === "create" ? !this.isFile(path) : this.readText(path) === action.previous,
    );
    if (!fits) return false;
    for (const { path, action, content } of changes) {
      const known = this.#pending.get(path);
      const before = known?.before ?? (action.kind === "create" ? null : action.previous);
      this.#contents.set(path, content);
      this.#pending.set(path, { path, before, after: content });
    }
    return true;
  }

  /** Gives the changes since the last call, to be written. */
  take(): PendingChange[] {
    const taken = [...this.#pending.values()];
    this.#pending = new Map();
    return taken;
  }

  /** Forgets changes that could not be written: the files are as they are on disk. */
  discard(changes: readonly PendingChange[]): void {
    for (const { path } of changes) this.#contents.delete(path);
  }
}
