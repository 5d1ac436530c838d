import { dirname } from "node:path";
import { type AlembicEnvironment, environmentsIn } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";
import { listPythonFiles } from "./migration-files.ts";

/** Finds the Alembic environments below `root` (absolute), in the order of their paths. */
export async function findEnvironments(root: string, files: ProjectFiles): Promise<AlembicEnvironment[]> {
  const scripts = await listPythonFiles(root, [], root, "**/env.py");
  return scripts.flatMap((script) => {
    const environments = environmentsIn(dirname(script), files);
    const isAlembic = files.readText(script)?.includes("alembic") ?? false;
    return environments.filter(({ config }) => config !== null || isAlembic);
  });
}
