import type { Statement } from "../../python/syntax.ts";
import type { DatabaseObject } from "../database-object.ts";
import type { MigrationScript } from "../script.ts";
import { namedConnectionAt } from "./connection.ts";
import { uses } from "./imports.ts";
import { indentationAt, indentationStep, lineEndOf, lineStart } from "./layout.ts";
import { sqlLiteral, sqlName } from "./sql-name.ts";
import { escapedForText, sqlText } from "./sql-text.ts";
import { sqlalchemyModule } from "./sqlalchemy-module.ts";
import { functionAround } from "./statement-path.ts";
import { joinedAt, type TextEdit } from "./text-edit.ts";
import { putUnder } from "./with-block.ts";

/** The guideline's name for what a query gives, and another where that is taken. */
const resultNames = ["result", "present_type"] as const;

/**
 * Edits that let a statement run only where a column has another type, in the manner of the guideline's Pattern 4. `format_type` tells
 * `varchar(50)` from `varchar(100)`, which `information_schema.columns.data_type` does not (measured on PostgreSQL 15).
 * @param type as `format_type` shows it.
 * @returns null where the statement shares its line, or names can't be known.
 */
export function behindTypeCheck(
  script: MigrationScript,
  statement: Statement,
  { schema, table, name }: DatabaseObject,
  type: string,
): readonly TextEdit[] | null {
  const owner = table === null ? null : sqlName({ schema, name: table });
  const column = name?.text ?? null;
  const around = functionAround(script.module, statement);
  if (owner === null || column === null || around === null) return null;
  const result = resultNames.find((each) => !uses(script, around, each, []));
  const block = putUnder(script, [statement], `if ${result} and ${result}[0] != ${sqlText(type)}:`, null);
  if (result === undefined || block === null) return null;
  const connection = namedConnectionAt(script, statement);
  const sqlalchemy = sqlalchemyModule(script);
  const step = indentationStep(script.source);
  const query = [
    "SELECT format_type(atttypid, atttypmod) FROM pg_attribute",
    `WHERE attrelid = to_regclass(${sqlLiteral(owner)})`,
    `AND attname = ${sqlLiteral(column)}`,
  ];
  const lines = [
    `${result} = ${connection.expression}.execute(${sqlalchemy.name}.text("""`,
    ...query.map((line) => step + escapedForText(line)),
    `""")).fetchone()`,
  ];
  const start = lineStart(script.source, statement.start);
  const indentation = indentationAt(script.source, statement.start);
  const text = lines.map((line) => indentation + line + lineEndOf(script.source)).join("");
  return joinedAt([...connection.edits, ...sqlalchemy.edits, { start, end: start, text }, ...block], start);
}
