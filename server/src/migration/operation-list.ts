import { isForeign, ownFrames } from "../python/frame.ts";
import type { Span } from "../python/syntax.ts";
import type { CallEvent } from "../python/world.ts";
import type { Exception } from "./exception-classes.ts";
import type { Guards } from "./guards.ts";
import type { ExecutionTarget } from "./host-value.ts";
import type { Direction, Operation, OperationContent } from "./operation.ts";
import type { Reading } from "./reading.ts";
import { type SwallowingFacts, shelterOf } from "./swallowing.ts";
import type { Transaction } from "./transaction.ts";

/** An operation whose shelter is found once the whole file has been run. */
type Found = (facts: SwallowingFacts) => Operation;

/** The operations of a migration as its run comes by them, each with the circumstances it is carried out in. */
export class OperationList {
  private readonly found: Found[] = [];

  constructor(
    private readonly guards: Guards,
    private readonly transaction: Transaction,
  ) {}

  /** What `reading` does, on `target`. `driverLevel`: through a DBAPI cursor, whose errors SQLAlchemy does not wrap. */
  add(direction: Direction, event: CallEvent, reading: Reading, target: ExecutionTarget, driverLevel: boolean): void {
    const { content, statement, words, directive, inDoBlock, given = null } = reading;
    const { frames, site } = event;
    const foreign = isForeign(frames);
    // What another module does, or says, stands in the file as the call that leads there.
    const placed = (span: Span) => (foreign || span.end === 0 ? event.node : span);
    const { start, end } = foreign ? event.node : reading.span;
    const transaction = this.transaction.state(target, frames);
    const own = reading.guards.map((guard) => ({ ...guard, start: placed(guard).start, end: placed(guard).end }));
    const guards = [...this.guards.of(frames), ...own];
    const common = {
      direction,
      start,
      end,
      transaction,
      savepoint: this.transaction.inSavepoint(frames),
      guards,
      checked: guards.some((guard) => guard.kind !== "gate"),
      statement,
      directive,
      inDoBlock,
      origin: {
        call: event.node,
        given: foreign ? null : given,
        site,
        words: foreign ? null : words,
        unbound: foreign ? [] : (reading.unbound ?? []),
        frames: ownFrames(frames),
        foreign,
      },
    };
    const exceptions = exceptionsOf(content, driverLevel);
    this.found.push((facts) => {
      const { swallower, sheltered } = shelterOf(frames, exceptions, facts);
      // A copy that comes first and is added to would give each operation, in V8, hidden classes of its own.
      return { swallower: transaction === "open" ? swallower : null, sheltered, ...content, ...common };
    });
  }

  /** The operations, in the order of the run. @param facts what the run has shown of handlers. */
  finish(facts: SwallowingFacts): readonly Operation[] {
    return this.found.map((finish) => finish(facts));
  }
}

/** What Python sees when the operation fails. */
function exceptionsOf(what: OperationContent, driverLevel: boolean): readonly Exception[] {
  const adds = what.kind === "add enum value";
  const failed: Exception = {
    of: driverLevel ? "driver" : "sqlalchemy",
    duplicateObject: adds && !what.ifNotExists,
    not: [],
  };
  // The helper's own, when the type does not exist: it has asked PostgreSQL by then.
  return adds && what.through === "helper" ? [failed, { of: "python", name: "LookupError" }] : [failed];
}
