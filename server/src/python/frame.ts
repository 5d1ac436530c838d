import type { Call, For, FunctionDefinition, Handler, If, Span, Statement, Try, While, With } from "./syntax.ts";
import type { Value } from "./value.ts";

/** One of the constructs that the run is inside of. */
export type Frame =
  | { readonly kind: "try"; readonly node: Try; readonly part: "body" | "otherwise" | "finally" | Handler }
  | { readonly kind: "with"; readonly node: With; readonly managers: readonly Value[] }
  /** `turns` null: the loop's turns aren't known, its body stands for all of them. */
  | { readonly kind: "loop"; readonly node: For | While; readonly turns: number | null }
  /** `queried`: the condition asks the database. Statements after `if …: return` count as inside of it. */
  | { readonly kind: "branch"; readonly node: If; readonly queried: boolean; readonly body: Span }
  | { readonly kind: "function"; readonly node: FunctionDefinition; readonly call: Call | null };

/** The statement that is being run, among its neighbours. */
export interface StatementSite {
  readonly statement: Statement;
  readonly block: readonly Statement[];
  readonly index: number;
}
