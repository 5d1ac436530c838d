import { dirname, join, relative, resolve, sep } from "node:path";
import { type AlembicConfig, type ConfiguredEnvironment, configuredEnvironments } from "./alembic-config.ts";
import type { ProjectFiles } from "./files.ts";

/** The Alembic environment that a migration belongs to. Paths are absolute. */
export interface AlembicEnvironment {
  /** Tells the environments of a project apart; the same as long as the configuration stays where it is. */
  readonly id: string;
  /** The folder with `env.py`. */
  readonly folder: string;
  /** The configuration that points to the folder; null when none is found. */
  readonly config: AlembicConfig | null;
  /** The folder of the whole project: of the repository, else the outermost one that looks like a project's. */
  readonly root: string;
  /** The folders with its revision scripts. */
  readonly versionLocations: readonly string[];
  /** Whether the folders below those count, too. */
  readonly recursiveVersionLocations: boolean;
}

/**
 * Finds the environment of the migration at `path`: the nearest folder above that has an `env.py`, else the one whose
 * configuration has the migration's folder among its `version_locations`. Where several configurations, or sections of one, share the
 * folder, it is the one whose `version_locations` the migration lies in, else the first.
 */
export function findEnvironment(path: string, files: ProjectFiles): AlembicEnvironment | null {
  const above = foldersAbove(path);
  const folder =
    above.find((candidate) => isEnvironment(candidate, files)) ?? environmentOfVersions(path, above, files);
  if (folder === undefined) return null;
  const found = environmentsIn(folder, files);
  const holding = found.find(({ versionLocations }) => versionLocations.some((location) => isInside(path, location)));
  return holding ?? found[0] ?? null;
}

/** The environments with the `env.py` in `folder`: one for each set of `version_locations` that a configuration gives them. */
export function environmentsIn(folder: string, files: ProjectFiles): AlembicEnvironment[] {
  const root = projectRoot(folder, files);
  const above = [folder, ...foldersAbove(folder)].filter((candidate) => isInside(candidate, root));
  const nearby = above.flatMap((here) => configuredEnvironments(here, files));
  const meant = nearby.filter(({ folders }) => folders.includes(folder));
  const configs = (meant.length > 0 ? meant : runFromElsewhere(folder, above, root, files)).map(({ config }) => config);
  const environments = new Map<string, AlembicEnvironment>();
  for (const config of configs.length === 0 ? [null] : configs) {
    const versionLocations = config?.versionLocations?.map((candidates) => chosenPlace(candidates, files)) ?? [
      join(folder, "versions"),
    ];
    const key = versionLocations.join("\n");
    if (environments.has(key)) continue;
    const id = config === null ? folder : `${folder} ${config.file} ${config.section}`;
    const recursiveVersionLocations = config?.recursiveVersionLocations ?? false;
    environments.set(key, { id, folder, config, root, versionLocations, recursiveVersionLocations });
  }
  return [...environments.values()];
}

/**
 * Whether a program may add to the `version_locations`: that of Flask-Migrate makes the configuration, and lets the application change it
 * (`Migrate.configure`). Its file lies beside `env.py`, and does not name the folder.
 */
export function mayHaveOtherLocations({ folder, config }: AlembicEnvironment): boolean {
  return config === null || (config.scriptLocation === null && dirname(config.file) === folder);
}

/** Configurations that mean `folder` where `alembic -c` is run in another folder than theirs: they lie above, or in `conf` and the like. */
function runFromElsewhere(
  folder: string,
  above: readonly string[],
  root: string,
  files: ProjectFiles,
): readonly ConfiguredEnvironment[] {
  const below = (base: string, names: readonly string[]) =>
    names.map((name) => join(base, name)).filter((path) => files.isDirectory(path));
  const ofConfigs = below(root, ["conf", "config", "configs"]);
  const places = [...above, ...ofConfigs, ...ofConfigs.flatMap((base) => below(base, files.list(base, /^/)))];
  for (const from of above.toReversed()) {
    const found = places.filter((here) => here !== from).flatMap((here) => configuredEnvironments(here, files, from));
    const meant = found.filter(({ folders }) => folders.includes(folder));
    if (meant.length > 0) return meant;
  }
  return [];
}

function chosenPlace(candidates: readonly string[], files: ProjectFiles): string {
  const [first = ""] = candidates;
  return candidates.find((candidate) => files.isDirectory(candidate)) ?? first;
}

/** Where the environment has its own template of new migrations, if it has one. */
export function projectTemplate({ folder }: Pick<AlembicEnvironment, "folder">): string {
  return join(folder, "script.py.mako");
}

/** The folders above `path`, nearest first. */
export function foldersAbove(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...foldersAbove(parent)];
}

/** True when `path` is `folder` or lies in it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && resolve(folder, way) === path;
}

/** The folder of the project that `folder` belongs to: of its repository, else the outermost one that looks like a project's. */
export function projectRoot(folder: string, files: ProjectFiles): string {
  const above = foldersAbove(folder);
  const repository = above.find(
    (candidate) => files.isDirectory(join(candidate, ".git")) || files.isFile(join(candidate, ".git")),
  );
  const marks = ["pyproject.toml", "setup.py", "setup.cfg", "alembic.ini", "requirements.txt"];
  const outermost = above.findLast((candidate) => marks.some((mark) => files.isFile(join(candidate, mark))));
  return repository ?? outermost ?? dirname(folder);
}

/** The environment's folder of a migration that lies outside of it, by the `version_locations` of a configuration above. */
function environmentOfVersions(path: string, above: readonly string[], files: ProjectFiles): string | undefined {
  for (const here of above) {
    for (const { config, folders } of configuredEnvironments(here, files)) {
      const isOurs = config.versionLocations?.flat().some((folder) => isInside(path, folder)) ?? false;
      const folder = isOurs ? folders.find((candidate) => isEnvironment(candidate, files)) : undefined;
      if (folder !== undefined) return folder;
    }
  }
  return undefined;
}

function isEnvironment(folder: string, files: ProjectFiles): boolean {
  return files.isFile(join(folder, "env.py"));
}
