import type { Fix } from "../finding.ts";
import { passesNameOn } from "./passed-on-names.ts";
import { keywordOf, type Surroundings } from "./repeatable-form.ts";
import type { Unrepeated } from "./unrepeated.ts";

/** What to do about an operation that has an IF form: add the clause, give the directive its keyword, or write SQL. */
export function adviceFor(
  { script, context }: Surroundings,
  { operation, dependents }: Unrepeated,
  clause: "IF EXISTS" | "IF NOT EXISTS",
  fix: Fix | null,
): string {
  if (fix !== null) return `${fix.message}.`;
  // With a clause alone, the rows would be there twice.
  if (dependents.some(({ kind }) => kind === "insert")) return "Check first whether it is there.";
  if (operation.kind === "rename" && passesNameOn(script, operation))
    return "Check first whether it is, before the other changes of these names too.";
  if (operation.statement !== null || operation.directive === null) return `Add ${clause}.`;
  const keyword = keywordOf(operation, context);
  return keyword === null ? `Write it as SQL with ${clause}, or check first.` : `Add ${keyword}=True.`;
}
