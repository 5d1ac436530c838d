import { digestOf } from "./digest.ts";
import type { ProjectFiles } from "./files.ts";
import { environmentScripts } from "./find-environments.ts";

type Question = keyof ProjectFiles | "environmentScripts";

/** What tells an answer from others. */
type Answer = string | boolean | null;

/** Questions that were asked of the files, and how they were answered. Plain data. */
export type Recording = readonly (readonly [question: Question, path: string, answer: Answer])[];

/** Files that keep a record of what is asked of them: whatever was found out from them holds as long as all the answers are the same. */
export class RecordedFiles implements ProjectFiles {
  readonly #files: ProjectFiles;
  readonly #answers = new Map<string, Recording[number]>();
  #isSteady = true;

  constructor(files: ProjectFiles) {
    this.#files = files;
  }

  readText(path: string): string | null {
    return this.#note("readText", path, this.#files.readText(path));
  }

  isFile(path: string): boolean {
    return this.#note("isFile", path, this.#files.isFile(path));
  }

  isDirectory(path: string): boolean {
    return this.#note("isDirectory", path, this.#files.isDirectory(path));
  }

  list(folder: string): readonly string[] {
    return this.#note("list", folder, this.#files.list(folder));
  }

  realPath(path: string): string | null {
    return this.#note("realPath", path, this.#files.realPath(path));
  }

  /** The `env.py` scripts below a folder: as `findEnvironments` looks for them. */
  async environmentScripts(root: string): Promise<readonly string[]> {
    return this.#note("environmentScripts", root, await environmentScripts(root));
  }

  /** What was asked so far; null where a file changed meanwhile, so that no state of the files has given all the answers. */
  get recording(): Recording | null {
    return this.#isSteady ? [...this.#answers.values()] : null;
  }

  #note<Value extends string | boolean | readonly string[] | null>(
    question: Question,
    path: string,
    value: Value,
  ): Value {
    const key = `${question} ${path}`;
    const answer = answerOf(value);
    const known = this.#answers.get(key);
    if (known === undefined) this.#answers.set(key, [question, path, answer]);
    else if (known[2] !== answer) this.#isSteady = false;
    return value;
  }
}

/** Whether each question would be answered today as it was then. */
export async function stillHolds(recording: Recording, files: ProjectFiles): Promise<boolean> {
  for (const [question, path, answer] of recording) {
    const value = question === "environmentScripts" ? await environmentScripts(path) : files[question](path);
    if (answerOf(value) !== answer) return false;
  }
  return true;
}

function answerOf(value: string | boolean | readonly string[] | null): Answer {
  if (value === null || typeof value === "boolean") return value;
  return digestOf(typeof value === "string" ? value : JSON.stringify(value));
}
