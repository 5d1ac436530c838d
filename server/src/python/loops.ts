import { branchFrame } from "./branching.ts";
import { eachOf, negation, same } from "./conditions.ts";
import { itemsOf } from "./elements.ts";
import { evaluate } from "./evaluate.ts";
import { type BranchFrame, conditionOf, type Frame } from "./frame.ts";
import type { Flow, Machine } from "./machine.ts";
import type { Way } from "./scope.ts";
import type { For, While } from "./syntax.ts";
import { isQueried, truth, type Value } from "./value.ts";

/** Runs a `for` loop: once for each item of what is known, else once for all of them. */
export function runFor(machine: Machine, statement: For): Flow {
  const iterable = evaluate(statement.iterable, machine);
  const before = machine.scope.snapshot();
  const breaks: Way[] = [];
  machine.breaks.push(breaks);
  const turns = turnsOf(machine, statement, iterable);
  if (turns === null) {
    machine.assign(statement.target, eachOf(iterable));
    machine.inside([{ kind: "loop", node: statement, turns: null, queried: isQueried(iterable) }], statement.body);
    machine.scope.mergeTurn(before);
  } else {
    for (const [turn, { item, condition }] of turns.entries()) {
      if (machine.exhausted && turn > 0) break;
      machine.assign(statement.target, item);
      const loop: Frame = { kind: "loop", node: statement, turns: turns.length, queried: false };
      machine.inside(condition === null ? [loop] : [loop, condition], statement.body);
    }
  }
  machine.breaks.pop();
  afterwards(machine, statement, breaks);
  return "continues";
}

/** The items that a loop goes through, with the condition that each is there; null where they can't be known. */
function turnsOf(
  machine: Machine,
  statement: For,
  iterable: Value,
): readonly { readonly item: Value; readonly condition: BranchFrame | null }[] | null {
  const turn = (item: Value, test: Value) => ({
    item,
    condition: branchFrame(machine, { node: statement, test, holds: true, place: statement.iterable }),
  });
  if (iterable.kind === "selection") return iterable.candidates.map(({ item, test }) => turn(item, test));
  // After a loop whose turns aren't known, a list that was added to in one of them stands for all that it may hold.
  const isExact = (test: Value) => test.kind !== "some" && test.kind !== "unknown";
  if (iterable.kind === "choice" && isExact(iterable.test)) {
    const [body, otherwise] = [itemsOf(iterable.body), itemsOf(iterable.otherwise)];
    if (body === null || otherwise === null) return null;
    // A list that was added to under a condition begins as it did before.
    const differ = body.findIndex((item, index) => otherwise[index] === undefined || !same(item, otherwise[index]));
    const shared = differ === -1 ? body.length : differ;
    const { test } = iterable;
    return [
      ...body.slice(0, shared).map((item) => ({ item, condition: null })),
      ...body.slice(shared).map((item) => turn(item, test)),
      ...otherwise.slice(shared).map((item) => turn(item, negation(test))),
    ];
  }
  return itemsOf(iterable)?.map((item) => ({ item, condition: null })) ?? null;
}

/** Runs a `while` loop, once for all of its turns. */
export function runWhile(machine: Machine, statement: While): Flow {
  const test = evaluate(statement.test, machine);
  const before = machine.scope.snapshot();
  const breaks: Way[] = [];
  machine.breaks.push(breaks);
  const branch = branchFrame(machine, { node: statement, test, holds: true, place: statement.test });
  machine.inside([{ kind: "loop", node: statement, turns: null, queried: isQueried(test) }, branch], statement.body);
  machine.breaks.pop();
  machine.scope.mergeTurn(before);
  afterwards(machine, statement, breaks);
  return "continues";
}

/** `else` runs when no `break` has ended the loop. */
function afterwards(machine: Machine, statement: For | While, breaks: readonly Way[]): void {
  if (statement.otherwise !== null) {
    const place = statement.kind === "for" ? statement.iterable : statement.test;
    const unbroken = breaks.flatMap(({ when }): BranchFrame[] =>
      when === null ? [] : [branchFrame(machine, { node: statement, test: when, holds: false, place })],
    );
    machine.inside(unbroken, statement.otherwise);
  }
  if (breaks.length > 0) machine.scope.merge([...breaks, { names: machine.scope.snapshot(), when: null }]);
}

/** `break`: the names as they are go on behind the loop. */
export function runBreak(machine: Machine): void {
  const from = machine.frames.findLastIndex((frame) => frame.kind === "loop");
  const inside = machine.frames.slice(Math.max(from, 0));
  const condition = conditionOf(inside);
  // That it is reached is known only of a turn that is, and of what can't raise.
  const reached = truth(condition) === null || inside.every((frame) => frame.kind === "loop" && frame.turns !== null);
  machine.breaks.at(-1)?.push({ names: machine.scope.snapshot(), when: reached ? condition : null });
}
