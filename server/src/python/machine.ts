import type { Evaluation } from "./evaluation.ts";
import type { BranchFrame, Frame, StatementSite } from "./frame.ts";
import type { Scope, Way } from "./scope.ts";
import type { Call, Expression, FunctionDefinition, Import, Span, Statement } from "./syntax.ts";
import type { Value } from "./value.ts";
import type { World } from "./world.ts";

/** What follows a block: the statements after it, those after the function or loop, or the handlers of an exception. */
export type Flow = "continues" | "leaves" | "raises";

/** How a block ended. */
export interface Outcome {
  readonly flow: Flow;
  /** What its early exits leave to be true of what follows it. */
  readonly learned: readonly BranchFrame[];
}

/** A `return`, and where it stood. */
export interface Returned {
  readonly value: Value;
  readonly frames: readonly Frame[];
}

/** The call by which the run has come into another module, with its statement. */
export interface Abroad extends Span {
  readonly call: Call;
  readonly site: StatementSite | null;
}

/** The run as the statements of each kind see it. */
export interface Machine extends Evaluation {
  readonly world: World;
  /** The names of the present function. */
  scope: Scope;
  frames: readonly Frame[];
  readonly abroad: Abroad | null;
  /** The expression that a `with` statement is about to enter. */
  manager: Expression | null;
  /** What depends on the database's answers and was taken in the body of the `try` that the run is in; null outside of one. */
  taken: Value[] | null;
  /** The turns that a `break` ended, of each loop that the run is in. */
  readonly breaks: Way[][];
  /** Runs a block inside of `frames`. */
  inside(frames: readonly Frame[], statements: readonly Statement[]): Outcome;
  /** Follows a change of the object that `target` gives. */
  change(target: Expression, value: Value): void;
  define(definition: FunctionDefinition): void;
  importNames(statement: Import): void;
  /** Notes what the present function returns. */
  returns(value: Value): void;
  /** What `run` gives; "raises" where something called in it never returns. */
  unlessInterrupted(run: () => Flow): Flow;
  /** No more steps are left: what is endless ends. */
  readonly exhausted: boolean;
}
