import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Where the rules' pages lie: in a package beside the bundle's folder; in the checkout and in the extension two folders above bundle and source. */
const folders = [join(import.meta.dirname, "../docs/rules"), join(import.meta.dirname, "../../docs/rules")];

const known = new Map<string, string | null>();

/** The URI of a rule's page; null when the page was not installed along. */
export function rulePage(rule: string): string | null {
  const path = pagePath(rule);
  return path === null ? null : pathToFileURL(path).href;
}

/** A rule's page, as Markdown; null when it was not installed along. */
export function rulePageText(rule: string): string | null {
  const path = pagePath(rule);
  return path === null ? null : readFileSync(path, "utf8");
}

/** The URI of the guideline; null when it was not installed along. */
export function guidelinePage(): string | null {
  const path = folders.map((folder) => join(folder, "../alembic-migration-guidelines.md")).find(existsSync);
  return path === undefined ? null : pathToFileURL(path).href;
}

function pagePath(rule: string): string | null {
  let page = known.get(rule);
  if (page === undefined) {
    page = folders.map((folder) => join(folder, `${rule}.md`)).find(existsSync) ?? null;
    known.set(rule, page);
  }
  return page;
}
