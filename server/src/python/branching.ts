import { allOf, anyOf } from "./conditions.ts";
import { evaluate } from "./evaluate.ts";
import { type BranchFrame, type Frame, heldBy } from "./frame.ts";
import type { Flow, Machine } from "./machine.ts";
import type { Way } from "./scope.ts";
import type { If, Span, Statement } from "./syntax.ts";
import { truth, type Value } from "./value.ts";

/** One of the ways through an `if` statement. */
interface Path extends Way {
  /** What is true at its end. */
  readonly conditions: readonly BranchFrame[];
  readonly flow: Flow;
}

/** Runs an `if` statement: all of its branches that can't be ruled out. What follows it is inside of what its early exits leave. */
export function runIf(machine: Machine, statement: If): Flow {
  const before = machine.frames;
  const paths: Path[] = [];
  const unmet: BranchFrame[] = [];
  let certain = false;
  const run = (block: readonly Statement[], own: BranchFrame | null) => {
    const start = machine.scope.snapshot();
    const conditions = own === null ? [...unmet] : [...unmet, own];
    machine.frames = before;
    const { flow, learned } = machine.inside(conditions, block);
    const names = machine.scope.snapshot();
    paths.push({ names, when: own?.test ?? null, flow, conditions: [...conditions, ...learned] });
    machine.scope.restore(start);
  };
  for (const { test: condition, body } of statement.branches) {
    machine.frames = [...before, ...unmet];
    const test = evaluate(condition, machine);
    const known = truth(test);
    if (known === false) continue;
    const frame = branchFrame(machine, { node: statement, test, holds: true, place: condition });
    run(body, frame);
    certain = known === true;
    if (certain) break;
    unmet.push({ ...frame, holds: false });
  }
  if (!certain) run(statement.otherwise ?? [], null);
  const continuing = paths.filter(({ flow }) => flow === "continues");
  machine.scope.merge(continuing.length > 0 ? continuing : paths);
  machine.frames = [...before, ...learnedFrom(machine, statement, paths)];
  if (continuing.length > 0) return "continues";
  return paths.some(({ flow }) => flow === "leaves") ? "leaves" : "raises";
}

/** The frame of a branch; a test in another module counts as standing where the file calls that. */
export function branchFrame(machine: Machine, branch: Omit<BranchFrame, "kind">): BranchFrame {
  const { start, end } = machine.abroad ?? branch.place;
  return { kind: "branch", ...branch, place: { start, end } };
}

/** What is true after an `if` statement because some of its ways did not come to their end. */
function learnedFrom(machine: Machine, statement: If, paths: readonly Path[]): readonly BranchFrame[] {
  const continuing = paths.filter(({ flow }) => flow === "continues");
  const [first, ...others] = continuing;
  if (first === undefined) return [];
  // Of one way all that it ran under is true; constants say nothing.
  if (others.length === 0) return first.conditions.filter(({ test }) => truth(test) === null);
  const shared = first.conditions.filter((frame) =>
    others.every(({ conditions }) => conditions.some((each) => each === frame)),
  );
  const early = paths.slice(paths.indexOf(first)).some(({ flow }) => flow !== "continues");
  const rests = continuing.map(({ conditions }) => conditions.filter((frame) => !shared.includes(frame)));
  const learned = continuing.some(({ conditions }) => conditions.some(({ node }) => node !== statement));
  if (!early && !learned) return shared;
  const place: Span = statement.branches[0]?.test ?? statement;
  const test: Value = anyOf(rests.map((rest) => allOf(rest.map(heldBy))));
  return truth(test) === null
    ? [...shared, branchFrame(machine, { node: statement, test, holds: true, place })]
    : shared;
}

/** Runs `evaluate` inside of the branch of an expression, as `a and …` or `… if a else …`. */
export function underBranch<T>(machine: Machine, branch: Omit<BranchFrame, "kind">, run: () => T): T {
  if (truth(branch.test) !== null) return run();
  const before: readonly Frame[] = machine.frames;
  machine.frames = [...before, branchFrame(machine, branch)];
  try {
    return run();
  } finally {
    machine.frames = before;
  }
}
