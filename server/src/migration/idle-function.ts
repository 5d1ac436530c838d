import type { FunctionDefinition, Module, Statement } from "../python/syntax.ts";

/** True for a function of the module that does nothing: `pass`, `...`, a docstring, a bare `return`; and no line that can't be read. */
export function isIdle(definition: FunctionDefinition, { source, body, damage }: Module): boolean {
  const placeholders = placeholdersOf(definition, source);
  if (!definition.body.every((statement) => isText(statement) || placeholders.includes(statement))) return false;
  const next = body.find(({ start }) => start > definition.start)?.start ?? Number.POSITIVE_INFINITY;
  return !damage.some(({ start, end }) => start < next && end >= definition.start);
}

/** The statements that stand in a function because it needs one. */
export function placeholdersOf(definition: FunctionDefinition, source: string): readonly Statement[] {
  return definition.body.filter(
    (statement) =>
      statement.kind === "pass" ||
      (statement.kind === "return" && statement.value === null) ||
      (statement.kind === "expression" && source.slice(statement.start, statement.end) === "..."),
  );
}

function isText(statement: Statement): boolean {
  return statement.kind === "expression" && statement.value.kind === "string";
}
