import type { Engine } from "../../../../server/src/engine.ts";
import type { EnvironmentIndex } from "../../../../server/src/project/indexing/environment-index.ts";
import { RevisionIndexes } from "../../../../server/src/project/indexing/revision-indexes.ts";
import type { ScriptCache } from "../../../../server/src/project/indexing/script-cache.ts";
import { Project } from "../../../../server/src/project/project.ts";
import { engine } from "../../../engine.ts";
import { MemoryFiles } from "../../../memory-files.ts";

export const versions = "/app/migrations/versions";

const loaded = await engine();

/** A migration that follows `parent`. */
export function migration(id: string, parent: string | null, body = "pass"): string {
  const follows = parent === null ? "None" : `"${parent}"`;
  return `from alembic import op\n\nrevision = "${id}"\ndown_revision = ${follows}\n\n\ndef upgrade():\n    ${body}\n`;
}

/** A project whose files can be changed, and its index; `read` are the texts that the engine was given since the last refresh. */
export class SampleIndex {
  readonly files: MemoryFiles;
  readonly #indexes: RevisionIndexes;
  #read: string[] = [];
  readonly #engine: Engine;

  constructor(
    scripts: Readonly<Record<string, string>>,
    cache: ScriptCache | null = null,
    files?: MemoryFiles,
    goesOnce = false,
  ) {
    this.files =
      files ?? new MemoryFiles({ "/app/.git/HEAD": "", "/app/migrations/env.py": "from alembic import context\n" });
    for (const [name, text] of Object.entries(scripts)) this.files.write(`${versions}/${name}`, text);
    this.#engine = {
      ...loaded,
      read: (source, inVersionsFolder, sourceOf) => {
        this.#read.push(source);
        return loaded.read(source, inVersionsFolder, sourceOf);
      },
    };
    this.#indexes = new RevisionIndexes(this.files, this.#engine, cache, null, goesOnce);
  }

  /** The project as it is now. */
  get project(): Project {
    return new Project(this.files, null, this.#indexes);
  }

  get index(): EnvironmentIndex {
    const index = this.project.index(`${versions}/new.py`);
    if (index === null) throw new Error("nothing has been indexed");
    return index;
  }

  /** The ids of the heads, sorted. */
  get heads(): readonly string[] {
    return this.index.graph.heads.map(({ id }) => id.text).sort();
  }

  /** Brings the index up to date: whether that changed anything, and the ids in the texts that were read for it. */
  async refresh(
    ...touched: readonly string[]
  ): Promise<{ readonly changed: boolean; readonly read: readonly string[] }> {
    this.#read = [];
    const { project } = this;
    const environment = project.environment(`${versions}/new.py`);
    if (environment === null) throw new Error("there is no environment");
    const surroundings = project.indexSurroundings(environment, this.#engine);
    const paths = new Set(touched.map((name) => (name.startsWith("/") ? name : `${versions}/${name}`)));
    const changed = await this.#indexes.refresh(surroundings, { touched: touched.length === 0 ? null : paths });
    return { changed, read: this.#ids };
  }

  get #ids(): readonly string[] {
    return this.#read.map((text) => /^revision = "(.*)"/m.exec(text)?.[1] ?? text);
  }

  /** Reads a script as whoever checks it: the ids in the texts that the engine was given for it. */
  read(name: string, text: string): readonly string[] {
    this.#read = [];
    this.project.read(`${versions}/${name}`, text, this.#engine);
    return this.#ids;
  }

  /** Takes a script for what `text` says, as the editor does at each keystroke. */
  take(name: string, text: string): boolean {
    const { project } = this;
    return project.take(`${versions}/${name}`, project.read(`${versions}/${name}`, text, loaded));
  }
}
