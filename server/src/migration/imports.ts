import type { Import, Module, Statement } from "../python/syntax.ts";
import type { ImportedName } from "./script.ts";

/** All import statements of a module with the function they stand in, null at module level; `try: import …` included. */
export function importStatements(
  module: Module,
): readonly { readonly statement: Import; readonly inFunction: boolean }[] {
  const found: { statement: Import; inFunction: boolean }[] = [];
  const visit = (statements: readonly Statement[], inFunction: boolean): void => {
    for (const statement of statements) {
      if (statement.kind === "import") found.push({ statement, inFunction });
      else if (statement.kind === "function") visit(statement.body, true);
      else for (const block of blocksOf(statement)) visit(block, inFunction);
    }
  };
  visit(module.body, false);
  return found;
}

/** The blocks that a compound statement consists of, function and class bodies included. */
export function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case "function":
    case "class":
    case "with":
      return [statement.body];
    case "if":
      return [
        ...statement.branches.map((branch) => branch.body),
        ...(statement.otherwise === null ? [] : [statement.otherwise]),
      ];
    case "for":
    case "while":
      return [statement.body, ...(statement.otherwise === null ? [] : [statement.otherwise])];
    case "try":
      return [
        statement.body,
        ...statement.handlers.map((handler) => handler.body),
        ...(statement.otherwise === null ? [] : [statement.otherwise]),
        ...(statement.finally === null ? [] : [statement.finally]),
      ];
    case "other":
      return statement.blocks;
    default:
      return [];
  }
}

/** The names that a module's import statements bind. */
export function importsOf(module: Module): readonly ImportedName[] {
  return importStatements(module).flatMap(({ statement }) =>
    statement.symbols.map((symbol) => ({
      module: statement.module?.name ?? symbol.name,
      moduleSpan: statement.module ?? symbol,
      name: statement.module === null ? null : symbol.name,
      alias: symbol.alias ?? (statement.module === null ? (symbol.name.split(".")[0] ?? symbol.name) : symbol.name),
      start: symbol.start,
      end: symbol.end,
    })),
  );
}
