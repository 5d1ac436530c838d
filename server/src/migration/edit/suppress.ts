import type { MigrationScript } from "../script.ts";
import { type Suppression, suppressionsOf } from "../suppressions.ts";
import { beginsLine, indentationAt, lineEndOf, lineStart, lineStop, nextLine } from "./layout.ts";
import { pathTo } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";

/**
 * Suppresses what `rule` finds at `offset`: joins the suppression that is there, else at the end of the statement's line or, where it
 * has several lines or a comment, on a line of its own above.
 * @param reason why, for who reads the comment; may be empty. A suppression that is there keeps its own.
 */
export function suppressStatement(script: MigrationScript, rule: string, offset: number, reason = ""): TextEdit {
  const { source, module } = script;
  const present = suppressionsOf(script).find(
    ({ scope }) => !isWholeFile(scope, source) && scope.start <= offset && offset < scope.end,
  );
  if (present !== undefined) return join(present, rule);
  const comment = `# alembic-guidelines: ignore[${rule}] ${reason}`.trimEnd();
  const statement = pathTo(module, { start: offset, end: offset }).at(-1)?.statement ?? { start: offset, end: offset };
  const stop = lineStop(source, statement.end);
  const commented = module.comments.some(({ start }) => start >= statement.start && start <= stop);
  if (!source.slice(statement.start, statement.end).includes("\n") && !commented)
    return { start: stop, end: stop, text: `  ${comment}` };
  const above = beginsLine(source, statement.start) ? lineStart(source, statement.start) : lineStart(source, offset);
  return { start: above, end: above, text: `${indentationAt(source, statement.start)}${comment}${lineEndOf(source)}` };
}

/** Suppresses `rule` in the whole file: joins the suppression that is there, else below the module's docstring. */
export function suppressInFile(script: MigrationScript, rule: string): TextEdit {
  const { source, module } = script;
  const present = suppressionsOf(script).find(({ scope }) => isWholeFile(scope, source));
  if (present !== undefined) return join(present, rule);
  const [first] = module.body;
  const docstring = first?.kind === "expression" && first.value.kind === "string" ? first : null;
  let start = source.startsWith("\ufeff") ? 1 : 0;
  if (docstring !== null) start = nextLine(source, docstring.end);
  // A shebang and the encoding must stay where they are.
  else while (source[start] === "#") start = nextLine(source, start);
  return { start, end: start, text: `# alembic-guidelines: ignore-file[${rule}]${lineEndOf(source)}` };
}

function isWholeFile(scope: Suppression["scope"], source: string): boolean {
  return scope.start === 0 && scope.end === source.length;
}

function join({ rules, comment }: Suppression, rule: string): TextEdit {
  const last = rules.at(-1);
  const end = last?.end ?? comment.end;
  return { start: end, end, text: `, ${rule}` };
}
