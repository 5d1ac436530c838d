import { calledNames } from "./called-names.ts";
import type { FunctionDefinition, Module } from "./syntax.ts";

/** How a function can be called. */
export interface FunctionSignature {
  /** How many positional arguments it takes; Infinity with `*args`. */
  readonly positional: number;
  /** Names that can be given as keywords. */
  readonly keywords: ReadonlySet<string>;
  /** True with `**kwargs`. */
  readonly anyKeyword: boolean;
  /** Names of the functions and methods that it calls, itself or through others of its module. */
  readonly calls: ReadonlySet<string>;
}

/** What the functions defined at the top of a module can be called with. */
export function functionSignatures(module: Module): ReadonlyMap<string, FunctionSignature> {
  const functions = new Map<string, FunctionSignature>();
  for (const statement of module.body) {
    if (statement.kind === "function") functions.set(statement.name, signatureOf(statement, module));
  }
  return functions;
}

function signatureOf(definition: FunctionDefinition, module: Module): FunctionSignature {
  const { parameters } = definition;
  const named = parameters.filter((parameter) => parameter.form === "plain" || parameter.form === "keyword-only");
  const plain = named.filter((parameter) => parameter.form === "plain");
  return {
    positional: parameters.some((parameter) => parameter.form === "star") ? Number.POSITIVE_INFINITY : plain.length,
    keywords: new Set(named.map((parameter) => parameter.name)),
    anyKeyword: parameters.some((parameter) => parameter.form === "double-star"),
    calls: calledNames(definition, module),
  };
}
