import type { Span, Statement } from "../../python/syntax.ts";
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
  const opening = checkOpening(
    script,
    first,
    query,
    wanted,
    `${connection.expression}.execute(${sqlalchemy.name}.text`,
  );
  const block = putUnder(script, statements, opening, null);
  if (block === null) return null;
  return joinedAt([...connection.edits, ...sqlalchemy.edits, ...block], lineStart(script.source, first.start));
}

/**
 * The line or lines that open the block of a check, without the first one's indentation.
 * @param at where the block will stand: indented as that is.
 * @param call what begins the query: `conn.execute(sa.text`.
 */
export function checkOpening(
  script: MigrationScript,
  at: Span,
  query: ExistenceQuery,
  wanted: boolean,
  call: string,
): string {
  const word = wanted ? "if" : "if not";
  const indentation = indentationAt(script.source, at.start);
  const short = "select" in query ? `${word} ${call}(${sqlText(`SELECT ${query.select}`)})).scalar():` : null;
  if (short !== null && indentation.length + short.length <= longestLine) return short;
  const [opening = "", text = ""] = call.split(/(?<=\.execute\()/);
  return lines(query, script, indentation, { opening: `${word} ${opening}`, text: `${text}("""` });
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
