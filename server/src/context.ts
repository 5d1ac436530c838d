import type { RevisionHistory } from "./history/revision-history.ts";
import type { FileChange } from "./migration/edit/file-change.ts";
import type { FunctionSignature } from "./python/function-signatures.ts";

export type { FunctionSignature };

/**
 * What one migration file can't say of itself, gathered by `project/` and passed into the engine as plain data.
 * Every part is a value or unknown; a rule that needs an unknown part is silent.
 */
export interface Context {
  readonly helper: HelperKnowledge;
  /** Modules that the migration imports the enum helper from, by dotted name. A module that is missing here is unknown. */
  readonly modules: ReadonlyMap<string, ModuleKnowledge>;
  readonly versions: Versions;
  /** What `env.py` does around the migrations; null when it is missing or can't be read. */
  readonly environment: EnvironmentKnowledge | null;
  /** What the other migrations of the project say; null where they are not known (yet). */
  readonly history: RevisionHistory | null;
  /** Other migrations lie beside this one, and no environment that would tell how they hang together: what they do is not known. */
  readonly unreadNeighbours: boolean;
}

/** Versions of what the project runs on, as `major.minor.patch`; null for an unknown one. */
export interface Versions {
  readonly alembic: string | null;
  readonly sqlalchemy: string | null;
}

/** What a project's `env.py` says. Each part is null where it is not understood. */
export interface EnvironmentKnowledge {
  /** `transaction_per_migration=True` is given to `context.configure`; without it one transaction spans the whole run. */
  readonly transactionPerMigration: boolean | null;
  /** False for `transactional_ddl=False`: Alembic then opens a transaction for each migration, as with `transaction_per_migration`. */
  readonly transactionalDdl: boolean | null;
  /** The migrations' connection has `isolation_level="AUTOCOMMIT"`. */
  readonly autocommit: boolean | null;
  /** It commits the connection itself after the migrations have run: what they leave uncommitted is kept. */
  readonly commitsAfter: boolean | null;
  /** The connection is in a transaction of its own when Alembic takes it: `autocommit_block()` then stops with an AssertionError. */
  readonly beginsBefore: boolean | null;
  /** Schemas that it creates before the migrations run; null where it may create others too. */
  readonly schemas: readonly string[] | null;
  /** `target_metadata` has a naming convention. */
  readonly namingConvention: boolean | null;
  /** The project's template of new migrations speaks of `downgrade`, as Alembic's own do; null where there is no template. */
  readonly templateDowngrades: boolean | null;
}

/** What a Python module that a migration imports turns out to be. */
export type ModuleKnowledge =
  | { readonly state: "unknown" }
  /** The file is there; `functions` are its top-level ones. */
  | { readonly state: "found"; readonly path: string; readonly functions: ReadonlyMap<string, FunctionSignature> }
  /** No such file in the project, and no such module in the packages that could provide it. */
  | { readonly state: "absent" }
  /** The file is there, but Python imports the installed package of that name instead. */
  | { readonly state: "shadowed"; readonly path: string };

/** Where fixes import the enum helper from. */
export interface HelperKnowledge {
  /** The module fixes import from: the one of the settings, or where `creation` puts it. */
  readonly module: string;
  readonly knowledge: ModuleKnowledge;
  /** How to create the helper where it is missing; null where it is there, or where no place is known. */
  readonly creation: HelperCreation | null;
}

/** The files that make the helper importable by every `alembic` command, with their content. */
export interface HelperCreation {
  readonly module: string;
  readonly changes: readonly FileChange[];
}

/** A context in which nothing is known but the helper module's name. */
export function unknownContext(helperModule: string): Context {
  return {
    helper: { module: helperModule, knowledge: { state: "unknown" }, creation: null },
    modules: new Map(),
    versions: { alembic: null, sqlalchemy: null },
    environment: null,
    history: null,
    unreadNeighbours: false,
  };
}
