import type { Frame } from "../python/frame.ts";
import type { Handler, Try } from "../python/syntax.ts";
import type { Value } from "../python/value.ts";
import { classPath, exceptionClassesOf, type HandlerConduct, type SwallowingFacts } from "./swallowing.ts";

/** Notes, while the file is run, what its handlers and `finally` blocks do with exceptions. */
export class Conduct implements SwallowingFacts {
  private readonly known = new Map<Handler, HandlerConduct>();
  private readonly discarding = new Set<Try>();

  conduct(handler: Handler): HandlerConduct | null {
    return this.known.get(handler) ?? null;
  }

  discards(node: Try): boolean {
    return this.discarding.has(node);
  }

  /** A `raise`; `value` null for one that raises what was caught. */
  raised(value: Value | null, frames: readonly Frame[]): void {
    const handler = handlersAround(frames).at(-1);
    if (handler === undefined) return;
    const again = value === null || (value.kind === "caught" && value.handler === handler);
    const name = value === null ? null : classPath(value.kind === "result" ? value.of : value);
    const raised = again ? "caught" : name;
    if (raised !== null) this.learn(handler, (known) => ({ raises: [...known.raises, raised] }));
  }

  handled(handler: Handler, classes: readonly Value[], completes: boolean): void {
    this.learn(handler, (known) => ({
      classes: handler.classes.length === 0 ? [{ of: "everything" }] : classes.flatMap(exceptionClassesOf),
      completes: known.completes || completes,
    }));
  }

  rolledBack(frames: readonly Frame[]): void {
    for (const handler of handlersAround(frames)) this.learn(handler, () => ({ rollsBack: true }));
  }

  discarded(node: Try): void {
    this.discarding.add(node);
  }

  private learn(handler: Handler, more: (known: HandlerConduct) => Partial<HandlerConduct>): void {
    const known = this.known.get(handler) ?? { classes: [], completes: false, raises: [], rollsBack: false };
    this.known.set(handler, { ...known, ...more(known) });
  }
}

/** The handlers that the run is in, outermost first. */
export function handlersAround(frames: readonly Frame[]): readonly Handler[] {
  return frames.flatMap((frame) => (frame.kind === "try" && typeof frame.part === "object" ? [frame.part] : []));
}
