import type { AlembicEnvironment } from "../project/environment.ts";
import { failed } from "./commands/failed.ts";

/**
 * The environment that a command means.
 * @param id null for the only one.
 * @throws ResponseError where there is none, or not just one.
 */
export function chosenEnvironment<Known extends { readonly environment: AlembicEnvironment }>(
  found: readonly Known[],
  id: string | null,
): Known {
  const [only, ...others] = id === null ? found : found.filter(({ environment }) => environment.id === id);
  if (only === undefined)
    throw failed(
      found.length === 0
        ? "There is no Alembic environment below the open folders: open a folder that has an env.py, or run alembic init."
        : `There is no Alembic environment ${id} any more.`,
    );
  if (others.length > 0) throw failed("There are several Alembic environments: say which one is meant.");
  return only;
}
