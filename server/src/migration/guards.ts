import type { BranchFrame, Frame } from "../python/frame.ts";
import { isQueried, truth } from "../python/value.ts";
import type { StatementReader } from "../sql/statements.ts";
import { type Guard, isOneLook } from "./guard.ts";
import { ConditionReader } from "./guards/condition-reader.ts";

/** Reads the conditions that a migration's operations run under. */
export class Guards {
  private readonly conditions: ConditionReader;
  private readonly known = new Map<BranchFrame, readonly Guard[]>();

  constructor(statements: StatementReader) {
    this.conditions = new ConditionReader(statements);
  }

  /** The conditions that the run is under inside of `frames`, outermost first. */
  of(frames: readonly Frame[]): readonly Guard[] {
    // In a long chain of `elif` each operation has the conditions of all branches before it: with flatMap they took as long as all the rest.
    const guards: Guard[] = [];
    for (const frame of frames) {
      if (frame.kind === "branch") for (const guard of this.ofBranch(frame)) guards.push(guard);
    }
    return guards;
  }

  private ofBranch(frame: BranchFrame): readonly Guard[] {
    const known = this.known.get(frame);
    if (known !== undefined) return known;
    const guards = this.read(frame);
    this.known.set(frame, guards);
    return guards;
  }

  private read({ test, holds, place: { start, end } }: BranchFrame): readonly Guard[] {
    // A condition whose outcome is known is none.
    if (truth(test) !== null) return [];
    if (!isQueried(test)) return [{ kind: "gate", start, end }];
    const { whenTrue, whenFalse } = this.conditions.claims(test);
    const [claims, others] = holds ? [whenTrue, whenFalse] : [whenFalse, whenTrue];
    if (claims.length === 0) return [{ kind: "query", start, end }];
    const partial = isOneLook(claims, others) ? {} : { partial: true as const };
    return claims.map((claim) => ({ kind: "existence", ...claim, ...partial, start, end }));
  }
}
