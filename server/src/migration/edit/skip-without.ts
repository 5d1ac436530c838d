import type { Span, Statement } from "../../python/syntax.ts";
import type { Operation } from "../operation.ts";
import type { MigrationScript } from "../script.ts";
import { within } from "../swallowing.ts";
import { namedConnectionAt } from "./connection.ts";
import { uses } from "./imports.ts";
import { beginsLine, endsLine, indentationAt, indentationStep, lineEndOf, lineStart, lineStop } from "./layout.ts";
import { sqlalchemyModule } from "./sqlalchemy-module.ts";
import { type Place, pathTo } from "./statement-path.ts";
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

/** The statements that a requirement is for. */
export interface Dependents {
  readonly body: readonly [Statement, ...Statement[]];
  readonly around: Statement;
  /** They are the rest of `upgrade` or `downgrade`: where the requirement is not met, it returns. */
  readonly isRest: boolean;
  readonly operations: readonly Operation[];
}

/**
 * The statement around `at`, and those after it as far as they need the same.
 * @param needs whether an operation can't run without the requirement.
 * @returns null where the statement does other things too, or shares its line.
 */
export function dependentsAt(
  script: MigrationScript,
  at: Span,
  needs: (operation: Operation) => boolean,
): Dependents | null {
  const place = placeOf(pathTo(script.module, at));
  if (place === null) return null;
  const { statement, block, index, around } = place;
  const runs = (each: Statement) => operationsOf(script, each);
  const isNeedy = (each: Statement) => runs(each).length > 0 && runs(each).every(needs);
  if (!isNeedy(statement)) return null;
  const isEntry = around.kind === "function" && /^(up|down)grade/.test(around.name);
  const rest = block.slice(index + 1);
  const isRest = isEntry && rest.every((each) => isNeedy(each) || isPassive(each));
  // What it gives a value may be used elsewhere.
  if (statement.kind === "assignment" && !isRest) return null;
  const next = rest.findIndex((each) => !isNeedy(each) || each.kind === "assignment");
  const body = [statement, ...(isRest ? rest : rest.slice(0, next === -1 ? rest.length : next))] as const;
  return { body, around, isRest, operations: body.flatMap(runs) };
}

/** Edits that let `dependents` run only where the requirement is met, and say so elsewhere, in the guideline's manner. */
export function skipWithout(
  script: MigrationScript,
  { body, around, isRest }: Dependents,
  { type, name, query, work }: Requirement,
): readonly TextEdit[] | null {
  const { source } = script;
  const [first] = body;
  const last = body.at(-1) ?? first;
  if (!beginsLine(source, first.start) || !endsLine(source, last.end)) return null;
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
  const block = isRest
    ? []
    : putUnder(script, body, `if ${variable}:${end}${indentation}${step}${safe}`, null)?.concat({
        start: lineStop(source, last.end),
        end: lineStop(source, last.end),
        text: `${end}${indentation}else:${end}${indentation}${step}${message}`,
      });
  if (block === undefined) return null;
  return joinedAt([...edits, ...sqlalchemy.edits, { start, end: start, text: opening }, ...block], start);
}

interface Inner extends Place {
  readonly around: Statement;
}

/** The statement that may be left out as a whole: a simple one, or the loop, `with` or `try` around it. */
function placeOf(path: readonly Place[]): Inner | null {
  for (let at = path.length - 1; at > 0; at--) {
    const place = path[at];
    const around = path[at - 1]?.statement;
    if (place !== undefined && (around?.kind === "function" || around?.kind === "if")) return { ...place, around };
  }
  return null;
}

/** The operations that a statement runs, those of local functions that it calls included. */
function operationsOf(script: MigrationScript, span: Span): readonly Operation[] {
  return script.operations.filter(
    ({ origin }) =>
      within(origin.call, span) ||
      origin.frames.some((frame) => frame.kind === "function" && frame.call !== null && within(frame.call, span)),
  );
}

/** True for what is of no use alone. */
function isPassive({ kind }: Statement): boolean {
  return kind === "pass" || kind === "import" || kind === "assignment" || kind === "return";
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
