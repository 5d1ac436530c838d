import type { ForeignModule } from "./foreign-modules.ts";
import type { Frame, StatementSite } from "./frame.ts";
import type { Call, FunctionDefinition, Handler, Try } from "./syntax.ts";
import type { ArgumentValue, Value } from "./value.ts";

/** A call of something that the file does not define, as it happens in the run. */
export interface CallEvent {
  /** In a function of another module: the call in the file that leads there; `site` likewise. */
  readonly node: Call;
  readonly callee: Value;
  readonly values: readonly ArgumentValue[];
  readonly frames: readonly Frame[];
  readonly site: StatementSite | null;
  /** What it gives is entered by a `with` statement. */
  readonly manages: boolean;
}

/** What the world outside the file does. */
export interface World {
  /** Called for each such call, in the order of the run; gives the result, or null for an unknown one. */
  call(event: CallEvent): Value | null;
  /** The module that `name` is imported from, where its code is to be followed; null where not, or where it can't be read. */
  module(module: string, name: string): ForeignModule | null;
  /** The value of a call of `definition` that its body leaves open; null for what it is. */
  undetermined(definition: FunctionDefinition, event: CallEvent): Value | null;
  /** Attributes of its own values; null where it has nothing to say. */
  member(object: Value, name: string): Value | null;
  /** The value of a name that the file does not bind; null when the world has none. */
  unbound(name: string): Value | null;
  /** Told when a `with` block is entered and left. */
  enter(frame: Extract<Frame, { kind: "with" }>): void;
  leave(frame: Extract<Frame, { kind: "with" }>): void;
  /** Told of each `raise`; `value` null for one that raises what was caught. */
  raised(value: Value | null, frames: readonly Frame[]): void;
  /** True when a handler of `classes` is entered because `taken`, a part of an answer of the database, is not there. */
  catchesAbsence(classes: readonly Value[], taken: Value): boolean;
  /** Told when a handler has been run; `completes`: its end was reached, or it left the function or loop, without raising. */
  handled(handler: Handler, classes: readonly Value[], completes: boolean): void;
  /** Told when a `finally` leaves the function or loop: Python discards an exception then. */
  discarded(node: Try): void;
}

/** A world that knows the same values, and that nothing happens in. */
export function quietly(world: World): World {
  return {
    call: () => null,
    undetermined: () => null,
    module: (module, name) => world.module(module, name),
    member: (object, name) => world.member(object, name),
    unbound: (name) => world.unbound(name),
    enter: () => {},
    leave: () => {},
    raised: () => {},
    catchesAbsence: (classes, taken) => world.catchesAbsence(classes, taken),
    handled: () => {},
    discarded: () => {},
  };
}
