import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A public project whose migrations we read. Its source stays outside of the repository. */
export interface Project {
  /** `owner/name` on GitHub. */
  readonly name: string;
  /** The commit that the verdicts speak of. */
  readonly revision: string;
}

/** The data and the report of this folder. The bundle that is made of the sources lies two levels below the root, as they do. */
export const precisionFolder: string = join(import.meta.dirname, "../../test/precision");

export function readProjects(): readonly Project[] {
  return JSON.parse(readFileSync(join(precisionFolder, "projects.json"), "utf8"));
}

/** Where a corpus has a project: `CORPUS/owner+name`. @throws Error when it is not there. */
export function projectFolder(corpus: string, { name, revision }: Project): string {
  const folder = join(corpus, name.replace("/", "+"));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new Error(`${folder}: not there. It is to hold the files of https://github.com/${name} at ${revision}.`);
  }
  return folder;
}
