import type { Span, Statement } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";
import { namedConnectionAt } from "./connection.ts";
import type { Dependents, Row } from "./dependents.ts";
import { uses } from "./imports.ts";
import { beginsLine, endsLine, indentationAt, indentationStep, lineEndOf, lineStart, lineStop } from "./layout.ts";
import { sqlalchemyModule } from "./sqlalchemy-module.ts";
import { joinedAt, type TextEdit } from "./text-edit.ts";
import { putUnder } from "./with-block.ts";

/** What is looked for before some statements run, and what is said of them. */
export interface Requirement {
  /** `schema`; its name is that of a message. */
  readonly type: string;
  readonly name: string;
  /** The lines of a SELECT of one boolean, each with its own indentation; one line stays in one. */
  readonly query: readonly string[];
  /** What is skipped, in words: `creating trigger`, `trigger creation`, `create trigger`. */
  readonly work: Work;
}

export interface Work {
  readonly doing: string;
  readonly noun: string;
  readonly infinitive: string;
}

/** Edits that let statements run only where the requirement is met, and say so elsewhere, in the guideline's manner. */
export function skipWithout(
  script: MigrationScript,
  { rows, around, isRest }: Dependents,
  { type, name, query, work }: Requirement,
): readonly TextEdit[] | null {
  const { source } = script;
  const [[first]] = rows;
  if (rows.some((row) => !beginsLine(source, row[0].start) || !endsLine(source, endOf(row)))) return null;
  const start = isRest ? lineStart(source, commentsAbove(script, first)) : lineStart(source, first.start);
  const connection = namedConnectionAt(script, first, start);
  const sqlalchemy = sqlalchemyModule(script);
  const variable = freeName(script, around, isRest ? ["result", "schema_exists"] : ["schema_exists", "result"]);
  const indentation = indentationAt(source, first.start);
  const step = indentationStep(source);
  const end = lineEndOf(source);
  const lines = (...texts: readonly string[]) => texts.map((text) => indentation + text + end).join("");
  const { expression, edits } = connection;
  const text = `${sqlalchemy.name}.text`;
  const asks =
    query.length === 1
      ? [`${variable} = ${expression}.execute(${text}("${query[0]}")).scalar()`]
      : [
          `${variable} = ${expression}.execute(`,
          `${step}${text}("""`,
          ...query.map((line) => step + step + line.replaceAll("\t", step)),
          `${step}""")`,
          ").scalar()",
        ];
  const message = `print("⚠️  ${capital(type)} '${name}' does not exist. Skipping ${work.noun}.")`;
  const safe = `# Now safe to ${work.infinitive}`;
  const opening = lines(
    ...(edits.some((edit) => edit.start === start) || followsText(source, start) ? [""] : []),
    `# Check if ${type} exists before ${work.doing}`,
    ...asks,
    "",
    ...(isRest ? [`if not ${variable}:`, step + message, `${step}return`, "", safe] : []),
  );
  const heading = `if ${variable}:${end}${indentation}${step}${safe}`;
  const blocks = isRest
    ? []
    : rows.map((row) => putUnder(script, row, row[0] === first ? heading : `if ${variable}:`, null));
  const otherwise = {
    start: lineStop(source, endOf(rows[0])),
    end: lineStop(source, endOf(rows[0])),
    text: `${end}${indentation}else:${end}${indentation}${step}${message}`,
  };
  const inner = blocks.flatMap((block) => block ?? []);
  if (blocks.includes(null)) return null;
  return joinedAt(
    [...edits, ...sqlalchemy.edits, { start, end: start, text: opening }, ...inner, ...(isRest ? [] : [otherwise])],
    start,
  );
}

function endOf(row: Row): number {
  return (row.at(-1) ?? row[0]).end;
}

/** Where the comments right above a statement begin, which are about it; the statement's own start without any. */
function commentsAbove({ source }: MigrationScript, { start }: Span): number {
  let first = start;
  for (;;) {
    const line = lineStart(source, first);
    if (line === 0) return first;
    const above = lineStart(source, line - 1);
    if (!source.slice(above, line).trimStart().startsWith("#")) return first;
    first = above + indentationAt(source, above).length;
  }
}

/** True when the line before `start` holds more than blanks, and opens no block. */
function followsText(source: string, start: number): boolean {
  const line = source.slice(lineStart(source, start - 1), start).trim();
  return line !== "" && !/:(\s*#.*)?$/.test(line);
}

function freeName(script: MigrationScript, around: Statement, names: readonly [string, ...string[]]): string {
  const free = names.find((name) => !uses(script, around, name, []));
  for (let number = 2; free === undefined; number++) {
    const name = `${names[0]}_${number}`;
    if (!uses(script, around, name, [])) return name;
  }
  return free;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
