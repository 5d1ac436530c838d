import type { ProjectFiles } from "../project/files.ts";

/** Files of which each question is asked once. */
export class KeptFiles implements ProjectFiles {
  readonly #files: ProjectFiles;
  readonly #texts = new Map<string, string | null>();
  readonly #isFile = new Map<string, boolean>();
  readonly #isDirectory = new Map<string, boolean>();
  readonly #lists = new Map<string, readonly string[]>();

  constructor(files: ProjectFiles) {
    this.#files = files;
  }

  readText(path: string): string | null {
    return keep(this.#texts, path, () => this.#files.readText(path));
  }

  isFile(path: string): boolean {
    return keep(this.#isFile, path, () => this.#files.isFile(path));
  }

  isDirectory(path: string): boolean {
    return keep(this.#isDirectory, path, () => this.#files.isDirectory(path));
  }

  list(folder: string): readonly string[] {
    return keep(this.#lists, folder, () => this.#files.list(folder));
  }

  /** Whether any question was about this path. */
  hasAskedFor(path: string): boolean {
    return [this.#texts, this.#isFile, this.#isDirectory, this.#lists].some((answers) => answers.has(path));
  }
}

function keep<Answer>(answers: Map<string, Answer>, path: string, ask: () => Answer): Answer {
  const known = answers.get(path);
  if (known !== undefined) return known;
  const answer = ask();
  answers.set(path, answer);
  return answer;
}
