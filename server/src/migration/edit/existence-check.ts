import type { Span } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";
import { namedConnectionAt } from "./connection.ts";
import { lineStart } from "./layout.ts";
import { sqlalchemyModule } from "./sqlalchemy-module.ts";
import { pathTo } from "./statement-path.ts";
import { joinedAt, type TextEdit } from "./text-edit.ts";
import { putUnder } from "./with-block.ts";

/**
 * Edits that put the statement around `at` behind a look into the database, in the guideline's manner:
 * `if not conn.execute(sa.text("SELECT …")).scalar():`. A connection that the function has already is used.
 * @param query a SELECT of one boolean.
 * @param wanted what the query must say for the statement to run.
 * @returns null where the statement shares its line with others, or gives a name a value.
 */
export function behindCheck(
  script: MigrationScript,
  at: Span,
  query: string,
  wanted: boolean,
): readonly TextEdit[] | null {
  const place = pathTo(script.module, at).at(-1);
  if (place?.statement.kind !== "expression") return null;
  const { statement } = place;
  const connection = namedConnectionAt(script, statement);
  const sqlalchemy = sqlalchemyModule(script);
  const test = `${connection.expression}.execute(${sqlalchemy.name}.text(${textLiteral(query)})).scalar()`;
  const block = putUnder(script, [statement], `if ${wanted ? "" : "not "}${test}:`, null);
  if (block === null) return null;
  return joinedAt([...connection.edits, ...sqlalchemy.edits, ...block], lineStart(script.source, statement.start));
}

/** SQL as a Python literal for `sa.text`, which reads a colon as the beginning of a parameter. */
function textLiteral(sql: string): string {
  const escaped = sql.replaceAll("\\", "\\\\").replaceAll(":", "\\\\:").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `"${escaped}"`;
}
