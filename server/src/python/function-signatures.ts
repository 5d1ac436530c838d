import type { FunctionDefinition, Module } from "./syntax.ts";

/** How a function can be called. */
export interface FunctionSignature {
  /** How many positional arguments it takes; Infinity with `*args`. */
  readonly positional: number;
  /** Names that can be given as keywords. */
  readonly keywords: ReadonlySet<string>;
  /** True with `**kwargs`. */
  readonly anyKeyword: boolean;
}

/** What the functions defined at the top of a module can be called with. */
export function functionSignatures(module: Module): ReadonlyMap<string, FunctionSignature> {
  const functions = new Map<string, FunctionSignature>();
  for (const statement of module.body) {
    if (statement.kind === "function") functions.set(statement.name, signatureOf(statement));
  }
  return functions;
}

function signatureOf({ parameters }: FunctionDefinition): FunctionSignature {
  const named = parameters.filter((parameter) => parameter.form === "plain" || parameter.form === "keyword-only");
  const plain = named.filter((parameter) => parameter.form === "plain");
  return {
    positional: parameters.some((parameter) => parameter.form === "star") ? Number.POSITIVE_INFINITY : plain.length,
    keywords: new Set(named.map((parameter) => parameter.name)),
    anyKeyword: parameters.some((parameter) => parameter.form === "double-star"),
  };
}
