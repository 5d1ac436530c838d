import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Surroundings } from "../../server/src/cli/surroundings.ts";
import { findTargets } from "../../server/src/cli/targets.ts";
import type { Context } from "../../server/src/context.ts";
import { type Engine, type EngineParsers, engineOf } from "../../server/src/engine.ts";
import { mayBeMigration } from "../../server/src/migration/recognize.ts";
import type { MigrationScript } from "../../server/src/migration/script.ts";
import { noProgress } from "../../server/src/project/indexing/progress.ts";
import type { Settings } from "../../server/src/settings.ts";
import { SampleProject } from "../protocol/sample-project.ts";
import { migrationOf } from "./long-migration.ts";
import { spent } from "./measure.ts";

/** A migration that is measured, as its project knows it. */
export interface Migration {
  readonly path: string;
  readonly source: string;
  readonly settings: Settings;
  readonly context: Context;
  /**
   * The texts that a run through all of the migrations hands to PostgreSQL's parser when it comes to this one, those that it takes: one that
   * is remembered from those before is not among them.
   */
  readonly sql: readonly string[];
}

/** Some migrations, each read as the command line does. */
export interface Migrations {
  readonly all: readonly Migration[];
  read(migration: Migration, engine: Engine): MigrationScript;
  /** How long it took to find out what each meets, in milliseconds: the replay of their histories. */
  readonly replay: number;
}

/** The migrations below a folder; without one, our own examples and two long ones. */
export async function migrationsIn(corpus: string | null, parsers: EngineParsers): Promise<Migrations> {
  if (corpus !== null) return below([corpus], parsers);
  const project = new SampleProject({
    "migrations/versions/long.py": migrationOf(10),
    "migrations/versions/longer.py": migrationOf(40).replaceAll("0100_busy", "0101_busier"),
  });
  const found = await below([join(import.meta.dirname, "../../examples"), project.folder], parsers);
  project.remove();
  return found;
}

async function below(folders: readonly string[], parsers: EngineParsers): Promise<Migrations> {
  const surroundings = new Surroundings({ isolated: false, config: null, preset: null, cache: false });
  const targets = await findTargets(folders, surroundings);
  const sources = new Map<string, string>();
  for (const { path } of targets) {
    const source = readFileSync(path, "utf8");
    if (mayBeMigration(source, true)) sources.set(path, source);
  }
  await surroundings.index([...sources.keys()], engineOf(parsers), noProgress);
  const engine = engineOf(parsers);
  const all: Migration[] = [];
  let replay = 0;
  const checked = targets.flatMap((target) => {
    const source = sources.get(target.path);
    return source === undefined ? [] : [{ target, source }];
  });
  // As the command line: in another order, schemas that were let go of are replayed again.
  for (const { target, source } of surroundings.inOrder(checked)) {
    const { path } = target;
    const { result, sql } = withSql(parsers, () => surroundings.read(path, source, engine));
    if (result.script === null) continue;
    const settings = surroundings.settings(path);
    const context = surroundings.context(path, result.script, settings, engine);
    replay += spent(() => context.history?.before());
    all.push({ path, source, settings, context, sql });
  }
  const read: Migrations["read"] = ({ path, source }, engine) => {
    const { script } = surroundings.read(path, source, engine);
    if (script === null) throw new Error(`${path} is a migration no more`);
    return script;
  };
  return { all, read, replay };
}

/** What PostgreSQL's parser is given meanwhile, and takes. */
function withSql<T>(
  { postgres }: EngineParsers,
  work: () => T,
): { readonly result: T; readonly sql: readonly string[] } {
  const sql: string[] = [];
  const { parse } = postgres;
  postgres.parse = (text) => {
    const parsed = parse(text);
    if (parsed.ok) sql.push(text);
    return parsed;
  };
  try {
    return { result: work(), sql };
  } finally {
    postgres.parse = parse;
  }
}
