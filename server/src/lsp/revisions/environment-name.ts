import { basename, join, relative, sep } from "node:path";
import { type AlembicEnvironment, isInside } from "../../project/environment.ts";

/**
 * What people call an environment: its folder from the open one on, and the section of its configuration where that is not the usual one.
 * @param folders absolute paths of the open folders.
 */
export function environmentName({ folder, config }: AlembicEnvironment, folders: readonly string[]): string {
  const open = folders.find((each) => isInside(folder, each));
  const below = open === undefined ? folder : relative(open, folder);
  const name = open === undefined || (folders.length === 1 && below !== "") ? below : join(basename(open), below);
  const section = config?.kind === "ini" && config.section !== "alembic" ? ` [${config.section}]` : "";
  return name.split(sep).join("/") + section;
}
