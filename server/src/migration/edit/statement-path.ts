import type { Module, Span, Statement } from "../../python/syntax.ts";
import { blocksOf } from "../imports.ts";
import { within } from "../swallowing.ts";

/** A statement among its neighbours. */
export interface Place {
  readonly statement: Statement;
  readonly block: readonly Statement[];
  readonly index: number;
}

/** The statements around `span`, from the module's own down to the innermost. */
export function pathTo(module: Module, span: Span): readonly Place[] {
  const path: Place[] = [];
  let block: readonly Statement[] | undefined = module.body;
  while (block !== undefined) {
    const index: number = indexAround(block, span);
    const statement: Statement | undefined = block[index];
    if (statement === undefined) break;
    path.push({ statement, block, index });
    block = blocksOf(statement).find((inner) => indexAround(inner, span) !== -1);
  }
  return path;
}

/** Which of some statements in a row holds `span`; -1 for none. */
function indexAround(block: readonly Statement[], span: Span): number {
  let low = 0;
  let high = block.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((block[middle]?.start ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  const statement = block[low - 1];
  return statement !== undefined && within(span, statement) ? low - 1 : -1;
}

/** The innermost function around `span`; null at module level. */
export function functionAround(module: Module, span: Span): Statement | null {
  return pathTo(module, span).findLast((place) => place.statement.kind === "function")?.statement ?? null;
}

/** The name of the module's own function around an offset; null outside of any. */
export function functionNameAt({ module }: { readonly module: Module }, offset: number): string | null {
  const [top] = pathTo(module, { start: offset, end: offset });
  return top?.statement.kind === "function" ? top.statement.name : null;
}

/** The statement around `span` when it is an expression, as a call by itself is; null for any other. */
export function statementAround(script: { readonly module: Module }, span: Span): Statement | null {
  const statement = pathTo(script.module, span).at(-1)?.statement;
  return statement?.kind === "expression" ? statement : null;
}
