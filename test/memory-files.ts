import { posix } from "node:path";
import type { ProjectFiles } from "../server/src/project/files.ts";
import type { FileChange } from "../server/src/rules/finding.ts";

/** Files in memory, by absolute path. */
export class MemoryFiles implements ProjectFiles {
  readonly #files: Map<string, string>;

  constructor(files: Readonly<Record<string, string>>) {
    this.#files = new Map(Object.entries(files));
  }

  readText(path: string): string | null {
    return this.#files.get(path) ?? null;
  }

  isFile(path: string): boolean {
    return this.#files.has(path);
  }

  isDirectory(path: string): boolean {
    return this.list(path, /^/).length > 0;
  }

  list(folder: string, wanted: RegExp): string[] {
    const start = folder === "/" ? "/" : `${folder}/`;
    const inside = [...this.#files.keys()].filter((path) => path.startsWith(start));
    const names = new Set(inside.map((path) => path.slice(start.length).split(posix.sep)[0] ?? ""));
    return [...names].filter((name) => wanted.test(name));
  }

  realPath(path: string): string | null {
    return this.isFile(path) || this.isDirectory(path) ? path : null;
  }

  write(path: string, text: string): void {
    this.#files.set(path, text);
  }

  remove(path: string): void {
    this.#files.delete(path);
  }

  /** Makes changes, as an editor would. @throws Error when a file is not as a change expects. */
  apply(changes: readonly FileChange[]): void {
    for (const { path, content, action } of changes) {
      const present = this.readText(path);
      if (present !== (action.kind === "create" ? null : action.previous))
        throw new Error(`${path} is not as expected`);
      this.#files.set(path, content);
    }
  }
}
