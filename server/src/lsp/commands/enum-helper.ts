import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AlembicEnvironment } from "../../project/environment.ts";
import { findEnvironments } from "../../project/find-environments.ts";
import { applyEdit } from "../apply-edit.ts";
import { chosenEnvironment } from "../chosen-environment.ts";
import type { ServerParts } from "../language-features.ts";
import {
  type CreatedHelper,
  createEnumHelperCommand,
  enumHelperPlacesCommand,
  type HelperPlace,
} from "../protocol/enum-helper.ts";
import { environmentName } from "../revisions/environment-name.ts";
import { toFileEdit } from "../workspace-edits.ts";
import { failed } from "./failed.ts";
import type { ServerCommand } from "./server-command.ts";

/** Tells for which environments a helper can be created. */
export const enumHelperPlaces: ServerCommand = {
  name: enumHelperPlacesCommand,
  async run(_given, parts): Promise<readonly HelperPlace[]> {
    const found = await environmentsBelow(parts);
    return found.map(({ environment }) => ({
      id: environment.id,
      label: environmentName(environment, parts.folders.paths),
    }));
  },
};

/** Creates the enum helper, as the fix of `enum-helper-not-found` does. */
export const createEnumHelper: ServerCommand = {
  name: createEnumHelperCommand,
  async run([id = null], parts, { features }): Promise<CreatedHelper> {
    if (id !== null && typeof id !== "string") throw failed("The id of an environment is needed.");
    const { environment } = chosenEnvironment(await environmentsBelow(parts), id);
    const settings = await parts.checker.settings(pathToFileURL(join(environment.folder, "versions", "new.py")).href);
    const { knowledge, creation } = parts.project.current.helper(environment, settings, await parts.engine);
    if (knowledge.state === "found")
      return { isNew: false, module: settings.helperModule, uri: pathToFileURL(knowledge.path).href, changed: [] };
    if (creation === null) throw failed(whyNot(settings.helperModule, knowledge.state));
    const edit = toFileEdit(creation.changes, parts.project, features);
    if (edit === null || !(await applyEdit(edit, "Create the enum helper", parts.connection, features)))
      throw failed("The enum helper could not be created.");
    const changed = creation.changes.map(({ path }) => pathToFileURL(path).href);
    const name = `/${creation.module.split(".").at(-1)}.py`;
    const uri = changed.find((each) => each.endsWith(name)) ?? pathToFileURL(environment.folder).href;
    return { isNew: true, module: creation.module, uri, changed };
  },
};

function whyNot(module: string, state: "unknown" | "absent" | "shadowed"): string {
  return state === "unknown"
    ? `Whether there is a module ${module} can't be told from the project's files: it may be installed. Set helper-module to one of the project's own.`
    : `No place is known where every migration could import ${module} from. Create it by hand, and name it in helper-module.`;
}

/** Without their revisions, which may be thousands. */
async function environmentsBelow({
  folders,
  project,
}: ServerParts): Promise<readonly { readonly environment: AlembicEnvironment }[]> {
  const found = await Promise.all(folders.paths.map((folder) => findEnvironments(folder, project.present)));
  const environments = new Map(found.flat().map((environment) => [environment.id, environment]));
  return [...environments.values()].map((environment) => ({ environment }));
}
