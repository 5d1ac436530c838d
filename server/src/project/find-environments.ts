import { dirname } from "node:path";
import { type AlembicEnvironment, environmentsIn } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";
import { listPythonFiles } from "./migration-files.ts";

/** Finds the Alembic environments below `root` (absolute), in the order of their paths. */
export async function findEnvironments(root: string, files: ProjectFiles): Promise<AlembicEnvironment[]> {
  return environmentsOf(await environmentScripts(root), files);
}

/** What may be an Alembic environment's script below `root`: its `env.py`. Absolute paths, sorted. */
export function environmentScripts(root: string): Promise<readonly string[]> {
  return listPythonFiles(root, [], root, "**/env.py");
}

/** The Alembic environments among those that the scripts at these paths make. */
export function environmentsOf(scripts: readonly string[], files: ProjectFiles): AlembicEnvironment[] {
  return scripts.flatMap((script) => {
    const environments = environmentsIn(dirname(script), files);
    const isAlembic = files.readText(script)?.includes("alembic") ?? false;
    return environments.filter(({ config }) => config !== null || isAlembic);
  });
}
