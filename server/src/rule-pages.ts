import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Where the rules' pages lie: in the checkout and in the extension, two folders above the bundle or the source. */
const FOLDER = join(import.meta.dirname, "..", "..", "docs", "rules");

const known = new Map<string, string | null>();

/** The URI of a rule's page; null when the page was not installed along. */
export function rulePage(rule: string): string | null {
  let page = known.get(rule);
  if (page === undefined) {
    const path = join(FOLDER, `${rule}.md`);
    page = existsSync(path) ? pathToFileURL(path).href : null;
    known.set(rule, page);
  }
  return page;
}
