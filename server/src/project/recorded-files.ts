import { digestOf } from "./digest.ts";
import type { ProjectFiles } from "./files.ts";
import { environmentScripts } from "./find-environments.ts";

/** A question, its path, what tells its answer from others; and for a list, the pattern of the names that were asked for. */
type Entry = readonly [
  question: keyof ProjectFiles | "environmentScripts",
  path: string,
  answer: string | boolean | null,
  wanted?: readonly [source: string, flags: string],
];

/** Questions that were asked of the files, and how they were answered. Plain data. */
export type Recording = readonly Entry[];

/** What was asked in the same way of several paths. */
interface Asked {
  readonly question: Entry[0];
  readonly wanted: Entry[3];
  readonly answers: Map<string, Entry[2]>;
}

/** Files that keep a record of what is asked of them: whatever was found out from them holds as long as all the answers are the same. */
export class RecordedFiles implements ProjectFiles {
  readonly #files: ProjectFiles;
  /** Not by question and path in one: for thousands of files such keys would take more room than all else here. */
  readonly #asked = new Map<string, Asked>();
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

  list(folder: string, wanted: RegExp): readonly string[] {
    return this.#note("list", folder, this.#files.list(folder, wanted), [wanted.source, wanted.flags]);
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
    if (!this.#isSteady) return null;
    return [...this.#asked.values()].flatMap(({ question, wanted, answers }) =>
      Array.from(
        answers,
        ([path, answer]): Entry => (wanted === undefined ? [question, path, answer] : [question, path, answer, wanted]),
      ),
    );
  }

  #note<Value extends Parameters<typeof digested>[0]>(
    question: Entry[0],
    path: string,
    value: Value,
    wanted?: Entry[3],
  ): Value {
    const key = wanted === undefined ? question : `${question} ${wanted}`;
    const asked = this.#asked.get(key) ?? { question, wanted, answers: new Map() };
    this.#asked.set(key, asked);
    const answer = digested(value);
    const known = asked.answers.get(path);
    if (known === undefined) asked.answers.set(path, answer);
    else if (known !== answer) this.#isSteady = false;
    return value;
  }
}

/** Whether each question would be answered today as it was then. */
export async function stillHolds(recording: Recording, files: ProjectFiles): Promise<boolean> {
  for (const entry of recording) {
    const answer = ask(entry, files);
    if (digested(answer instanceof Promise ? await answer : answer) !== entry[2]) return false;
  }
  return true;
}

function ask([question, path, _, wanted = ["", ""]]: Entry, files: ProjectFiles) {
  if (question === "environmentScripts") return environmentScripts(path);
  return question === "list" ? files.list(path, new RegExp(...wanted)) : files[question](path);
}

function digested(value: string | boolean | readonly string[] | null): Entry[2] {
  if (value === null || typeof value === "boolean") return value;
  return digestOf(typeof value === "string" ? value : JSON.stringify(value));
}
