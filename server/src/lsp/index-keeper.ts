import { join } from "node:path";
import type { AlembicEnvironment } from "../project/environment.ts";
import { isInside } from "../project/environment.ts";
import type { RevisionIndexes } from "../project/indexing/revision-indexes.ts";
import type { Project } from "../project/project.ts";
import type { SourceReaders } from "../project/source-readers.ts";

/** What keeping the indexes needs of the rest of the server. */
export interface IndexSurveyor {
  readonly indexes: RevisionIndexes;
  readonly readers: SourceReaders;
  /** The project as it is at this moment. */
  readonly project: () => Project;
  /** Told when more, or something else, is known of the revisions. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

interface Kept {
  /** A migration of the environment, by which it is found again when its configuration has changed. */
  readonly path: string;
  environment: AlembicEnvironment;
  /** Done when all that was asked for is done. */
  work: Promise<void>;
}

/** Builds the indexes of the environments whose migrations are open, and keeps them up to date, while everything else goes on. */
export class IndexKeeper {
  readonly #surveyor: IndexSurveyor;
  readonly #kept = new Map<string, Kept>();

  constructor(surveyor: IndexSurveyor) {
    this.#surveyor = surveyor;
  }

  /** Starts to index the environment of the migration at `path`, unless it is known. @returns when that is done. */
  ensure(path: string): Promise<void> {
    const environment = this.#surveyor.project().environment(path);
    return environment === null ? Promise.resolve() : this.#ensure(path, environment);
  }

  /** As `ensure`, for an environment of which no migration is known. */
  ensureEnvironment(environment: AlembicEnvironment): Promise<void> {
    return this.#ensure(aMigrationOf(environment), environment);
  }

  #ensure(path: string, environment: AlembicEnvironment): Promise<void> {
    let kept = this.#kept.get(environment.id);
    if (kept === undefined) {
      kept = { path, environment, work: Promise.resolve() };
      this.#kept.set(environment.id, kept);
      this.#refresh(kept, null);
    }
    return kept.work;
  }

  /** Those that are kept. */
  get environments(): readonly AlembicEnvironment[] {
    return [...this.#kept.values()].map(({ environment }) => environment);
  }

  /** Reads anew what has changed. @param touched absolute paths; null where it can't be known what has changed. */
  refresh(touched: ReadonlySet<string> | null): void {
    for (const kept of this.#kept.values()) this.#refresh(kept, touched);
  }

  /** Whether a file at `path` is, or would be, among the scripts of an environment that is kept. */
  concerns(path: string): boolean {
    return [...this.#kept.values()].some(({ environment }) =>
      environment.versionLocations.some((location) => isInside(path, location)),
    );
  }

  #refresh(kept: Kept, touched: ReadonlySet<string> | null): void {
    const { indexes, readers, project, onChange, onError } = this.#surveyor;
    kept.work = kept.work.then(async () => {
      try {
        kept.environment = project().environment(kept.path) ?? kept.environment;
        if (await indexes.refresh(project().indexSurroundings(kept.environment, readers), { touched, replays: true }))
          onChange();
      } catch (error) {
        onError(error);
      }
    });
  }
}

/** Where a migration of the environment would lie. */
function aMigrationOf({ folder, versionLocations: [first = folder] }: AlembicEnvironment): string {
  return join(first, "migration.py");
}
