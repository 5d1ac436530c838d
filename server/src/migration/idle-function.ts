import type { FunctionDefinition, Statement } from "../python/syntax.ts";

/** True for a function that does nothing: `pass`, `...`, a docstring, a bare `return`. */
export function isIdle(definition: FunctionDefinition, source: string): boolean {
  const placeholders = placeholdersOf(definition, source);
  return definition.body.every((statement) => isText(statement) || placeholders.includes(statement));
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
