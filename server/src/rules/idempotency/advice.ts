import { existenceKeyword } from "../../migration/existence-keywords.ts";
import type { Operation } from "../../migration/operation.ts";
import type { Fix } from "../finding.ts";
import type { Surroundings } from "./repeatable-form.ts";

/** What to do about an operation that has an IF form: add the clause, give the directive its keyword, or write SQL. */
export function adviceFor(
  { context }: Surroundings,
  { directive, statement }: Operation,
  clause: "IF EXISTS" | "IF NOT EXISTS",
  fix: Fix | null,
): string {
  if (fix !== null) return `${fix.message}.`;
  if (statement !== null || directive === null) return `Add ${clause}.`;
  const keyword = existenceKeyword(directive, context.versions);
  return keyword?.state === "works"
    ? `Give it ${keyword.name}=True.`
    : `Write it as SQL with ${clause}, or look first.`;
}
