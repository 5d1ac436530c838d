import type { PlpgsqlBody } from "../../sql/plpgsql.ts";
import type { PostgresParser } from "../../sql/postgres-parser.ts";
import { partsOf, placeholderName } from "../../sql/sql-text.ts";

const mostForms = 8;

/**
 * A body in which an unknown part is no identifier but a value, or nothing. DO itself parses whatever its body holds, so that the
 * parts have not been tried out yet.
 */
export function bodyWithOtherForms(text: string, parser: PostgresParser): PlpgsqlBody | null {
  const parts = partsOf(text);
  const unknown = parts.flatMap((part, index) => ("unknown" in part ? [index] : []));
  if (unknown.length === 0 || unknown.length > mostForms) return null;
  const attempt = (changed: readonly number[], form: "string" | "empty") =>
    parser.parseDoBody(
      parts
        .map((part, index) => {
          if ("text" in part) return part.text;
          const name = placeholderName(part.unknown);
          return !changed.includes(index) ? name : form === "string" ? `'${name}'` : "";
        })
        .join(""),
    );
  for (const form of ["string", "empty"] as const) {
    for (const changed of unknown.length === 1 ? [unknown] : [...unknown.map((index) => [index]), unknown]) {
      const body = attempt(changed, form);
      if (body !== null) return body;
    }
  }
  return null;
}
