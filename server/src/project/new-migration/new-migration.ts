import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import type { RevisionNode } from "../../history/graph/revision-node.ts";
import type { FileChange } from "../../rules/finding.ts";
import type { Settings } from "../../settings.ts";
import { type AlembicEnvironment, projectTemplate } from "../environment.ts";
import type { ProjectFiles } from "../files.ts";
import { guidelineTemplate } from "./guideline-template.ts";
import { revisionFileName } from "./revision-file-name.ts";
import { fillTemplate, type TemplateValues } from "./revision-template.ts";
import type { MigrationTemplate } from "./templates.ts";

/** What a new migration is to be. */
export interface NewMigration {
  readonly message: string;
  /** The revisions that it follows: none for the first one, several for one that merges them. */
  readonly parents: readonly RevisionNode[];
  readonly template: MigrationTemplate;
  readonly date: Date;
}

/**
 * Plans the file of a new migration, as `alembic revision` would write it.
 * @throws TemplateError, FileTemplateError
 */
export function planMigration(
  environment: AlembicEnvironment,
  { message, parents, template, date }: NewMigration,
  settings: Settings,
  files: ProjectFiles,
): FileChange {
  const revision = randomUUID().replaceAll("-", "").slice(-12);
  const [location = join(environment.folder, "versions")] = environment.versionLocations;
  // Beside the revision that it follows, where there are several folders, as Alembic does.
  const [parent, ...others] = parents;
  const folder = parent === undefined || environment.versionLocations.length < 2 ? location : dirname(parent.path);
  const { fileTemplate = null, slugLength = null } = environment.config ?? {};
  const length = slugLength === null ? null : Number(slugLength);
  const name = revisionFileName(fileTemplate, length, revision, message, date);
  const values: TemplateValues = {
    message,
    up_revision: revision,
    down_revision: others.length > 0 ? parents.map(({ id }) => id.text) : (parent?.id.text ?? null),
    create_date: pythonDate(date),
  };
  const own = template === "guideline" ? null : files.readText(projectTemplate(environment));
  const content = fillTemplate(own ?? guidelineTemplate(settings.helperModule), values);
  return { path: join(folder, name), content, action: { kind: "create" } };
}

/** As Python's `str` has a `datetime` in local time. */
function pythonDate(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${time}.${String(date.getMilliseconds()).padStart(3, "0")}000`;
}
