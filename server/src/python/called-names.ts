import type { FunctionDefinition, Module } from "./syntax.ts";

/** The names of the functions and methods that `definition` calls, itself or through others at the top of its module. */
export function calledNames(definition: FunctionDefinition, module: Module): ReadonlySet<string> {
  const names = new Set<string>();
  const entered = new Set<FunctionDefinition>();
  const enter = (each: FunctionDefinition): void => {
    if (entered.has(each)) return;
    entered.add(each);
    for (const name of namesCalledIn(each.body)) {
      names.add(name);
      for (const statement of module.body)
        if (statement.kind === "function" && statement.name === name) enter(statement);
    }
  };
  enter(definition);
  return names;
}

function* namesCalledIn(syntax: unknown): Generator<string> {
  if (typeof syntax !== "object" || syntax === null) return;
  if ("kind" in syntax && syntax.kind === "call" && "callee" in syntax) {
    const name = lastName(syntax.callee);
    if (name !== null) yield name;
  }
  for (const part of Object.values(syntax)) yield* namesCalledIn(part);
}

function lastName(callee: unknown): string | null {
  if (typeof callee !== "object" || callee === null) return null;
  const { id, name }: Partial<Record<"id" | "name", unknown>> = callee;
  if (typeof id === "string") return id;
  return typeof name === "string" ? name : null;
}
