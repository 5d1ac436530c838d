import { dirname, join } from "node:path";
import type { EnvironmentKnowledge, HelperKnowledge, ModuleKnowledge, Versions } from "../context.ts";
import { type AlembicEnvironment, findEnvironment, foldersAbove, isInside, projectRoot } from "./environment.ts";
import { environmentKnowledge } from "./environment-knowledge.ts";
import type { ProjectFiles } from "./files.ts";
import { planHelper } from "./helper-creation.ts";
import { resolveModule } from "./helper-modules.ts";
import { type FoundRelease, packageRelease } from "./package-versions.ts";
import type { SourceReaders } from "./source-readers.ts";

/** What the migrations of an environment have in common. Each part is found out once, when it is first asked for. */
export class Environments {
  readonly #files: ProjectFiles;
  readonly #activeEnvironment: string | null;
  readonly #byFolder = new Map<string, AlembicEnvironment | null>();
  readonly #releases = new Map<string, Readonly<Record<keyof Versions, FoundRelease | null>>>();
  readonly #modules = new Map<string, ModuleKnowledge>();
  readonly #helpers = new Map<string, HelperKnowledge>();
  readonly #knowledge = new Map<string, EnvironmentKnowledge | null>();
  readonly #scripts = new Map<string, readonly string[]>();

  /** @param activeEnvironment the virtual environment that `VIRTUAL_ENV` names; null when none is active. */
  constructor(files: ProjectFiles, activeEnvironment: string | null) {
    this.#files = files;
    this.#activeEnvironment = activeEnvironment;
  }

  /** The environment of the migration at `path`; null when there is none. */
  of(path: string): AlembicEnvironment | null {
    return kept(this.#byFolder, dirname(path), () => findEnvironment(path, this.#files));
  }

  /** Whether other migrations lie in the folder of the one at `path`. */
  hasNeighbours(path: string): boolean {
    const folder = dirname(path);
    const scripts = kept(this.#scripts, folder, () => this.#scriptsIn(folder));
    return scripts.some((script) => script !== path);
  }

  /** Two of the migrations in a folder: with one of them there is another one. */
  #scriptsIn(folder: string): readonly string[] {
    const found: string[] = [];
    for (const name of this.#files.list(folder, /\.py$/)) {
      if (found.length === 2) break;
      const path = join(folder, name);
      if (/^down_revision\b/m.test(this.#files.readText(path) ?? "")) found.push(path);
    }
    return found;
  }

  /** The versions that the migration at `path` runs on. */
  versions(path: string): Versions {
    const { alembic, sqlalchemy } = this.releases(path);
    return { alembic: alembic?.release ?? null, sqlalchemy: sqlalchemy?.release ?? null };
  }

  /** The same, and where it is said; null where nothing says it. */
  releases(path: string): Readonly<Record<keyof Versions, FoundRelease | null>> {
    const folder = this.of(path)?.folder ?? dirname(path);
    return kept(this.#releases, folder, () => {
      const root = projectRoot(folder, this.#files);
      const folders = [folder, ...foldersAbove(folder)].filter((above) => isInside(above, root));
      const release = (name: string) => packageRelease(name, folders, this.#files, this.#activeEnvironment);
      return { alembic: release("alembic"), sqlalchemy: release("sqlalchemy") };
    });
  }

  /** What an `import` of a module meets in the environment's migrations. */
  module(name: string, environment: AlembicEnvironment, readers: SourceReaders): ModuleKnowledge {
    const find = () => resolveModule(name, environment, this.#files, readers.functions);
    return kept(this.#modules, `${environment.id}:${name}`, find);
  }

  /** The enum helper of the environment's migrations. @param configured the module that the settings name. */
  helper(configured: string, environment: AlembicEnvironment, readers: SourceReaders): HelperKnowledge {
    return kept(this.#helpers, `${environment.id}:${configured}`, () => {
      const knowledge = this.module(configured, environment, readers);
      const isMissing = knowledge.state === "absent" || knowledge.state === "shadowed";
      const creation = isMissing ? planHelper(environment, configured, this.#files, readers.functions) : null;
      return { module: creation?.module ?? configured, knowledge, creation };
    });
  }

  /** What an environment's `env.py` does; null when that can't be read. */
  knowledge(environment: AlembicEnvironment, readers: SourceReaders): EnvironmentKnowledge | null {
    return kept(this.#knowledge, environment.id, () => environmentKnowledge(environment, this.#files, readers));
  }
}

function kept<Value>(known: Map<string, Value>, key: string, find: () => Value): Value {
  const present = known.get(key);
  if (present !== undefined) return present;
  const found = find();
  known.set(key, found);
  return found;
}
