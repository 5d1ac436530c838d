import type { EnvironmentRevisions } from "../protocol/revisions.ts";
import { REVISIONS_COMMAND } from "../protocol/revisions.ts";
import { environmentName } from "../revisions/environment-name.ts";
import { graphRevisions } from "../revisions/environment-revisions.ts";
import type { ServerCommand } from "./server-command.ts";

/** Gives the revisions of all environments below the open folders, as they are at this moment. */
export const revisions: ServerCommand = {
  name: REVISIONS_COMMAND,
  async run(_given, { project, folders, engine }): Promise<readonly EnvironmentRevisions[]> {
    const environments = await project.environments(folders.paths, await engine);
    return environments.map(({ environment, index }) => ({
      id: environment.id,
      name: environmentName(environment, folders.paths),
      ...graphRevisions(index.graph),
    }));
  },
};
