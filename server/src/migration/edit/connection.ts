import type { Span, Statement } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";
import { binds } from "./bound-names.ts";
import { uses } from "./imports.ts";
import { indentationAt, lineEndOf, lineStart } from "./layout.ts";
import { functionAround, pathTo } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";
import { operationsModule } from "./with-block.ts";

/** The guideline's name for the connection. */
const usualName = "conn";

/** An expression that is the migration's connection, and the edits that make it so. */
export interface Connection {
  readonly expression: string;
  readonly edits: readonly TextEdit[];
}

/** The connection at `at`: the variable that holds it already, else `op.get_bind()` itself. */
export function connectionAt(script: MigrationScript, at: Span): Connection {
  const name = connectionVariable(script, at);
  if (name !== null) return { expression: name, edits: [] };
  const { name: op, edits } = operationsModule(script);
  return { expression: `${op}.get_bind()`, edits: isGiven(script, at, op) ? [] : edits };
}

/** Some projects' `env.py` gives it to the functions: `def upgrade(op, tables)`. */
function isGiven({ module }: MigrationScript, at: Span, op: string): boolean {
  const around = functionAround(module, at);
  return around?.kind === "function" && around.parameters.some(({ name }) => name === op);
}

/**
 * As `connectionAt`, but where no variable holds it, `conn = op.get_bind()` is put on a line of its own, unless `conn` is taken.
 * @param start where that line begins; the line of the statement at `at` where nothing else is said.
 */
export function namedConnectionAt(
  script: MigrationScript,
  at: Statement,
  start: number = lineStart(script.source, at.start),
): Connection {
  const present = connectionAt(script, at);
  const around = functionAround(script.module, at);
  if (!present.expression.endsWith("()") || around === null) return present;
  // Used but given no value anywhere, as in an excerpt, it can only mean the connection.
  if (uses(script, around, usualName, []) && binds(script, usualName)) return present;
  const text = `${indentationAt(script.source, at.start)}${usualName} = ${present.expression}${lineEndOf(script.source)}`;
  return { expression: usualName, edits: [...present.edits, { start, end: start, text }] };
}

/** The name that was last given `op.get_bind()` in the blocks around `at`, inside of its function; null where there is none. */
function connectionVariable(script: MigrationScript, at: Span): string | null {
  for (const { block, index, statement } of pathTo(script.module, at).toReversed()) {
    if (statement.kind === "function") return null;
    for (const each of block.slice(0, index).toReversed()) {
      const name = boundConnection(each);
      if (name !== null) return name;
    }
  }
  return null;
}

/** The name that a statement `conn = op.get_bind()` binds. */
function boundConnection(statement: Statement): string | null {
  if (statement.kind !== "assignment" || statement.value?.kind !== "call") return null;
  const { callee } = statement.value;
  const called = callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : null;
  const [target] = statement.targets;
  return called === "get_bind" && statement.targets.length === 1 && target?.kind === "name" ? target.id : null;
}
