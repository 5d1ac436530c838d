import { type Frame, ownFrames } from "../python/frame.ts";
import type { Handler, Span, Try } from "../python/syntax.ts";
import type { Value } from "../python/value.ts";
import { type Exception, type ExceptionClass, exceptionClass, takes } from "./exception-classes.ts";
import { calledName } from "./host-value.ts";
import type { Swallower } from "./operation.ts";

/** What a handler does with an exception, as the run has shown. */
export interface HandlerConduct {
  readonly classes: readonly ExceptionClass[];
  /** It can come to its end, or leave the function or loop, without raising. */
  readonly completes: boolean;
  /** What it raises: the exception it caught, or another by its class. What can't be known is left out. */
  readonly raises: readonly ("caught" | string)[];
  /** It rolls back (to) a savepoint, or the transaction, by hand. */
  readonly rollsBack: boolean;
}

/** What the analysis asks of the run of the file. */
export interface SwallowingFacts {
  /** Null for a handler that the run did not reach. */
  conduct(handler: Handler): HandlerConduct | null;
  /** The `finally` returns, or leaves a loop: Python discards the exception then. */
  discards(node: Try): boolean;
}

export interface Shelter {
  /** The innermost construct that swallows the error while the transaction stays aborted. */
  readonly swallower: Swallower | null;
  /** Some construct could swallow the error. */
  readonly sheltered: boolean;
}

/** An exception, and whether a rollback has revived the transaction that its statement aborted. */
interface Flying {
  readonly exception: Exception;
  readonly saved: boolean;
}

const unsheltered: Shelter = { swallower: null, sheltered: false };

/**
 * Finds what happens to an operation's error on its way out through `frames`. A savepoint inside the construct that swallows it saves
 * the transaction; one around it does not (its RELEASE fails). A context manager that isn't known may be a savepoint.
 */
export function shelterOf(frames: readonly Frame[], exceptions: readonly Exception[], facts: SwallowingFacts): Shelter {
  let flying: readonly Flying[] = exceptions.map((exception) => ({ exception, saved: false }));
  const swallowed: Shelter[] = [];
  if (!frames.some(({ kind }) => kind === "try" || kind === "with")) return unsheltered;
  const own = ownFrames(frames).length;
  const border = frames[own];
  // What stands in another module counts as standing at the call that leads there.
  const call = border?.kind === "function" ? border.call : null;
  for (const [index, frame] of [...frames.entries()].toReversed()) {
    const place = index < own || call === null ? frame.node : call;
    const met =
      frame.kind === "with"
        ? through(frame, place, flying)
        : frame.kind === "try"
          ? past(frame, place, flying, facts)
          : null;
    if (met === null) continue;
    swallowed.push(...met.swallowed);
    flying = met.flying;
  }
  return swallowed.find(({ swallower }) => swallower !== null) ?? { swallower: null, sheltered: swallowed.length > 0 };
}

interface Met {
  readonly swallowed: readonly Shelter[];
  readonly flying: readonly Flying[];
}

/** What becomes of exceptions that leave a `with` block: its last manager sees them first. */
function through(frame: Extract<Frame, { kind: "with" }>, place: Span, inside: readonly Flying[]): Met {
  const swallowed: Shelter[] = [];
  let flying = inside;
  for (const manager of frame.managers.toReversed()) {
    const kind = managerKind(manager);
    if (kind === "savepoint" || kind === "unknown") flying = flying.map((each) => ({ ...each, saved: true }));
    if (kind !== "suppress") continue;
    const classes = suppressed(manager);
    const taken = takenBy(classes, flying);
    swallowed.push(...taken.caught.map(({ saved }) => shelter("suppress", place, classes, saved)));
    flying = taken.passed;
  }
  return { swallowed, flying };
}

/** What becomes of exceptions that leave a part of a `try` statement. */
function past(
  frame: Extract<Frame, { kind: "try" }>,
  place: Span,
  inside: readonly Flying[],
  facts: SwallowingFacts,
): Met {
  const swallowed: Shelter[] = [];
  let flying = inside;
  if (frame.part === "body") {
    const raised: Flying[] = [];
    for (const handler of frame.node.handlers) {
      const conduct = facts.conduct(handler);
      if (conduct === null) continue;
      const taken = takenBy(conduct.classes, flying);
      for (const { exception, saved } of taken.caught) {
        const revived = saved || conduct.rollsBack;
        if (conduct.completes) swallowed.push(shelter("try", place, conduct.classes, revived));
        else raised.push(...raisedBy(conduct, exception).map((each) => ({ exception: each, saved: revived })));
      }
      flying = taken.passed;
    }
    flying = [...raised, ...flying];
  }
  if (frame.part !== "finally" && facts.discards(frame.node)) {
    swallowed.push(...flying.map(({ saved }) => shelter("try", place, [{ of: "everything" }], saved)));
    flying = [];
  }
  return { swallowed, flying };
}

function raisedBy(conduct: HandlerConduct, caught: Exception): readonly Exception[] {
  return conduct.raises.map((name) => (name === "caught" ? caught : { of: "python", name }));
}

/** Parts exceptions in those that some of the classes take, and those that they leave; what they take sometimes is in both. */
function takenBy(
  classes: readonly ExceptionClass[],
  flying: readonly Flying[],
): { readonly caught: readonly Flying[]; readonly passed: readonly Flying[] } {
  const caught: Flying[] = [];
  const passed: Flying[] = [];
  for (const each of flying) {
    const answers = classes.map((what) => takes(what, each.exception));
    if (answers.some((answer) => answer !== "never")) caught.push(each);
    if (answers.includes("always")) continue;
    const { exception } = each;
    passed.push(
      exception.of === "python" ? each : { ...each, exception: { ...exception, not: [...exception.not, ...classes] } },
    );
  }
  return { caught, passed };
}

function shelter(
  construct: Swallower["construct"],
  { start, end }: Span,
  classes: readonly ExceptionClass[],
  saved: boolean,
): Shelter {
  const broad = classes.some((each) => each.of === "everything");
  return { swallower: saved ? null : { construct, broad, start, end }, sheltered: true };
}

function suppressed(manager: Value): readonly ExceptionClass[] {
  return manager.kind === "result" ? manager.arguments.flatMap(({ value }) => exceptionClassesOf(value)) : [];
}

/** The exception classes that a value stands for, as a handler or `suppress` takes them: one, or a tuple of them. */
export function exceptionClassesOf(value: Value): readonly ExceptionClass[] {
  if (value.kind === "sequence") return value.items.flatMap(exceptionClassesOf);
  const path = classPath(value);
  return path === null ? [] : [exceptionClass(path)];
}

/** The dotted name of a class that the file imports, or that Python has; null for anything else. */
export function classPath(value: Value): string | null {
  if (value.kind === "unbound") return value.name;
  return value.kind === "reference" ? value.path.replace(/^builtins\./, "") : null;
}

export type ManagerKind = "savepoint" | "autocommit" | "suppress" | "neutral" | "unknown";

const neutralManagers = new Set([
  "batch_alter_table",
  "connect",
  "begin",
  "cursor",
  "open",
  "nullcontext",
  "catch_warnings",
  "closing",
  "Session",
  "engine",
  "get_bind",
]);

/** What a `with` statement's manager does to the transaction. */
export function managerKind(manager: Value): ManagerKind {
  if (manager.kind !== "result") return manager.kind === "member" && manager.name === "engine" ? "neutral" : "unknown";
  const name = calledName(manager.of);
  if (name === "begin_nested") return "savepoint";
  if (name === "autocommit_block") return "autocommit";
  if (name === "suppress") return "suppress";
  return name !== null && neutralManagers.has(name) ? "neutral" : "unknown";
}

/** True when `span` lies within `outer`. */
export function within(span: Span, outer: Span): boolean {
  return span.start >= outer.start && span.end <= outer.end;
}
