import type { Statement } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";
import { namedConnectionAt } from "./connection.ts";
import type { ExistenceQuery } from "./existence-query.ts";
import { indentationAt, indentationStep, lineEndOf, lineStart } from "./layout.ts";
import { escapedForText, sqlText } from "./sql-text.ts";
import { sqlalchemyModule } from "./sqlalchemy-module.ts";
import { joinedAt, type TextEdit } from "./text-edit.ts";
import { putUnder } from "./with-block.ts";

/** Longer conditions get lines of their own. */
const longestLine = 100;

/**
 * Edits that put statements in a row behind a look into the database, in the guideline's manner:
 * `if not conn.execute(sa.text("SELECT …")).scalar():`. A connection that the function has already is used.
 * @param wanted what the query must say for the statements to run.
 * @returns null where a statement shares its line with others.
 */
export function behindCheck(
  script: MigrationScript,
  statements: readonly Statement[],
  query: ExistenceQuery,
  wanted: boolean,
): readonly TextEdit[] | null {
  const [first] = statements;
  if (first === undefined) return null;
  const connection = namedConnectionAt(script, first);
  const sqlalchemy = sqlalchemyModule(script);
  const word = wanted ? "if" : "if not";
  const indentation = indentationAt(script.source, first.start);
  const short =
    "select" in query
      ? `${word} ${connection.expression}.execute(${sqlalchemy.name}.text(${sqlText(`SELECT ${query.select}`)})).scalar():`
      : null;
  const opening =
    short !== null && indentation.length + short.length <= longestLine
      ? short
      : lines(query, script, indentation, {
          opening: `${word} ${connection.expression}.execute(`,
          text: `${sqlalchemy.name}.text("""`,
        });
  const block = putUnder(script, statements, opening, null);
  if (block === null) return null;
  return joinedAt([...connection.edits, ...sqlalchemy.edits, ...block], lineStart(script.source, first.start));
}

/** The guideline's layout of a check. */
function lines(
  query: ExistenceQuery,
  script: MigrationScript,
  indentation: string,
  { opening, text }: { readonly opening: string; readonly text: string },
): string {
  const step = indentationStep(script.source);
  const inner =
    "select" in query
      ? [`${step}${step}SELECT ${query.select}`]
      : [
          `${step}${step}SELECT EXISTS(`,
          `${step}${step}${step}SELECT 1 FROM ${query.from}`,
          ...query.where.map(
            (condition, index) => `${step}${step}${step}${index === 0 ? "WHERE" : "AND"} ${condition}`,
          ),
          `${step}${step});`,
        ];
  return [opening, `${step}${text}`, ...inner.map(escapedForText), `${step}""")`, ").scalar():"].join(
    lineEndOf(script.source) + indentation,
  );
}
