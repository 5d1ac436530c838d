import type { MigrationScript } from "../script.ts";
import { type Suppression, suppressionsOf } from "../suppressions.ts";
import { beginsLine, indentationAt, lineEndOf, lineStart, lineStop, nextLine } from "./layout.ts";
import { pathTo } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";

/** The edit that suppresses a rule. */
export interface SuppressionEdit extends TextEdit {
  /** Where in `text` (UTF-16 units) a reason may be written; null where a suppression that is there may have one. */
  readonly reasonAt: number | null;
}

/**
 * Suppresses what `rule` finds at `offset`: joins the suppression that is there, else at the end of the statement's line or, where it
 * has several lines or a comment, on a line of its own above.
 * @param reason why, for who reads the comment; may be empty. A suppression that is there keeps its own.
 */
export function suppressStatement(script: MigrationScript, rule: string, offset: number, reason = ""): SuppressionEdit {
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
    return withReason({ start: stop, end: stop, text: `  ${comment}` }, comment);
  const above = beginsLine(source, statement.start) ? lineStart(source, statement.start) : lineStart(source, offset);
  const text = `${indentationAt(source, statement.start)}${comment}${lineEndOf(source)}`;
  return withReason({ start: above, end: above, text }, comment);
}

/** Suppresses `rule` in the whole file: joins the suppression that is there, else below the module's docstring. */
export function suppressInFile(script: MigrationScript, rule: string): SuppressionEdit {
  const { source, module } = script;
  const present = suppressionsOf(script).find(({ scope }) => isWholeFile(scope, source));
  if (present !== undefined) return join(present, rule);
  const [first] = module.body;
  const docstring = first?.kind === "expression" && first.value.kind === "string" ? first : null;
  let start = source.startsWith("\ufeff") ? 1 : 0;
  if (docstring !== null) start = nextLine(source, docstring.end);
  // A shebang and the encoding must stay where they are.
  else while (source[start] === "#") start = nextLine(source, start);
  const comment = `# alembic-guidelines: ignore-file[${rule}]`;
  return withReason({ start, end: start, text: `${comment}${lineEndOf(source)}` }, comment);
}

function isWholeFile(scope: Suppression["scope"], source: string): boolean {
  return scope.start === 0 && scope.end === source.length;
}

function withReason(edit: TextEdit, comment: string): SuppressionEdit {
  return { ...edit, reasonAt: edit.text.indexOf(comment) + comment.length };
}

function join({ rules, comment }: Suppression, rule: string): SuppressionEdit {
  const last = rules.at(-1);
  const end = last?.end ?? comment.end;
  return { start: end, end, text: `, ${rule}`, reasonAt: null };
}
