import type { ProjectFiles } from "../project/files.ts";

/** Files of which each question is asked once, until `forget`. */
export class KeptFiles implements ProjectFiles {
  readonly #files: ProjectFiles;
  readonly #texts = new Map<string, string | null>();
  readonly #isFile = new Map<string, boolean>();
  readonly #isDirectory = new Map<string, boolean>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #realPaths = new Map<string, string | null>();
  readonly #asked = new Set<string>();

  constructor(files: ProjectFiles) {
    this.#files = files;
  }

  readText(path: string): string | null {
    return this.#keep(this.#texts, path, () => this.#files.readText(path));
  }

  isFile(path: string): boolean {
    return this.#keep(this.#isFile, path, () => this.#files.isFile(path));
  }

  isDirectory(path: string): boolean {
    return this.#keep(this.#isDirectory, path, () => this.#files.isDirectory(path));
  }

  list(folder: string, wanted: RegExp): readonly string[] {
    const names = this.#keep(this.#lists, folder, () => this.#files.list(folder, /^/));
    return names.filter((name) => wanted.test(name));
  }

  realPath(path: string): string | null {
    return this.#keep(this.#realPaths, path, () => this.#files.realPath(path));
  }

  /** Forgets the answers, though not what was asked: findings shown may rest on older answers. */
  forget(): void {
    for (const answers of [this.#texts, this.#isFile, this.#isDirectory, this.#lists, this.#realPaths]) answers.clear();
  }

  /** Whether any question was ever about this path. */
  hasAskedFor(path: string): boolean {
    return this.#asked.has(path);
  }

  #keep<Answer>(answers: Map<string, Answer>, path: string, ask: () => Answer): Answer {
    const known = answers.get(path);
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(path, answer);
    this.#asked.add(path);
    return answer;
  }
}
