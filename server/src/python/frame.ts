import { allOf, forSome, negation } from "./conditions.ts";
import type { Call, For, FunctionDefinition, Handler, Span, Statement, Try, While, With } from "./syntax.ts";
import type { Value } from "./value.ts";

/** One of the constructs that the run is inside of. */
export type Frame =
  | { readonly kind: "try"; readonly node: Try; readonly part: "body" | "otherwise" | "finally" | Handler }
  | { readonly kind: "with"; readonly node: With; readonly managers: readonly Value[] }
  /** `turns` null: the loop's turns aren't known, its body stands for all of them. `queried`: how many there are, an answer tells. */
  | { readonly kind: "loop"; readonly node: For | While; readonly turns: number | null; readonly queried: boolean }
  | BranchFrame
  /** `foreign`: carried out of another module. The nodes of this frame and of those inside of it have that module's offsets. */
  | {
      readonly kind: "function";
      readonly node: FunctionDefinition;
      readonly call: Call | null;
      readonly foreign: boolean;
    };

/** What runs only if `test` is (or, with `holds` false, is not) true. Statements after `if …: return` count as inside of it. */
export interface BranchFrame {
  readonly kind: "branch";
  /** The statement or expression that branches. */
  readonly node: Span;
  readonly test: Value;
  readonly holds: boolean;
  /** Where the test stands; of a test in another module, the call that leads there. */
  readonly place: Span;
}

/** The statement that is being run, among its neighbours. */
export interface StatementSite {
  readonly statement: Statement;
  readonly block: readonly Statement[];
  readonly index: number;
}

/** The frames whose nodes stand in the file itself, as far as the first function of another module. */
export function ownFrames(frames: readonly Frame[]): readonly Frame[] {
  const border = frames.findIndex((frame) => frame.kind === "function" && frame.foreign);
  return border === -1 ? frames : frames.slice(0, border);
}

/** True inside of a function of another module. */
export function isForeign(frames: readonly Frame[]): boolean {
  return frames.some((frame) => frame.kind === "function" && frame.foreign);
}

/** The condition under which the run comes to be inside of `frames`, as seen from outside of them. */
export function conditionOf(frames: readonly Frame[]): Value {
  let condition: Value = { kind: "constant", value: true };
  for (const frame of frames.toReversed()) {
    if (frame.kind === "branch") condition = allOf([heldBy(frame), condition]);
    else if (frame.kind === "loop" && frame.turns === null) condition = forSome(condition);
  }
  return condition;
}

/** What is true inside of a branch. */
export function heldBy({ test, holds }: BranchFrame): Value {
  return holds ? test : negation(test);
}
