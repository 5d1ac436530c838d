import type { Expression, Statement } from "../../python/syntax.ts";
import { blocksOf } from "../imports.ts";
import type { MigrationScript } from "../script.ts";

/** True when something in the file may give `name` a value: an assignment, a parameter, an import … */
export function binds({ module }: MigrationScript, name: string): boolean {
  const word = new RegExp(`(?<!\\w)${name}(?!\\w)`);
  const bindsIn = (statement: Statement): boolean =>
    bindsItself(statement, name) ||
    (statement.kind === "other" && word.test(module.source.slice(statement.start, statement.end))) ||
    blocksOf(statement).some((block) => block.some(bindsIn));
  return new RegExp(`(?<!\\w)${name}\\s*:=`).test(module.source) || module.body.some(bindsIn);
}

function bindsItself(statement: Statement, name: string): boolean {
  const isTarget = (target: Expression | null): boolean =>
    target?.kind === "name"
      ? target.id === name
      : target?.kind === "sequence"
        ? target.items.some(isTarget)
        : target?.kind === "splat" && isTarget(target.value);
  switch (statement.kind) {
    case "assignment":
      return statement.targets.some(isTarget);
    case "with":
      return statement.items.some(({ target }) => isTarget(target));
    case "for":
      return isTarget(statement.target);
    case "function":
      return statement.name === name || statement.parameters.some((parameter) => parameter.name === name);
    case "class":
      return statement.name === name;
    case "try":
      return statement.handlers.some((handler) => handler.name === name);
    case "import":
      return (
        statement.star ||
        statement.symbols.some((symbol) => (symbol.alias ?? symbol.name.split(".")[0] ?? symbol.name) === name)
      );
    default:
      return false;
  }
}
