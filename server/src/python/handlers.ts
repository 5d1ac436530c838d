import { branchFrame } from "./branching.ts";
import { evaluate } from "./evaluate.ts";
import type { BranchFrame, Frame } from "./frame.ts";
import type { Flow, Machine, Outcome } from "./machine.ts";
import type { Way } from "./scope.ts";
import type { Handler, Try, With } from "./syntax.ts";
import { queriedUnknown, type Value } from "./value.ts";

/** Runs a `try` statement: its body, and each of its handlers as if the body had raised. */
export function runTry(machine: Machine, statement: Try): Flow {
  const around = machine.frames;
  const before = machine.scope.snapshot();
  const ways: Way[] = [];
  const takenAround = machine.taken;
  machine.taken = [];
  let body: Outcome = machine.inside([{ kind: "try", node: statement, part: "body" }], statement.body);
  let taken: readonly Value[] = machine.taken;
  machine.taken = takenAround;
  const afterBody = machine.scope.snapshot();
  if (body.flow === "continues" && statement.otherwise !== null) {
    const part: Frame = { kind: "try", node: statement, part: "otherwise" };
    const { flow, learned } = machine.inside([part, ...body.learned], statement.otherwise);
    body = { flow, learned: [...body.learned, ...learned] };
  }
  const flows: Flow[] = [body.flow];
  if (body.flow === "continues") ways.push({ names: machine.scope.snapshot(), when: null });
  for (const handler of statement.handlers) {
    machine.scope.merge([
      { names: afterBody, when: null },
      { names: before, when: null },
    ]);
    const classes = handler.classes.map((each) => evaluate(each, machine));
    if (handler.name !== null) machine.bind(handler.name, { kind: "caught", handler });
    const passed = taken.filter((value) => !machine.world.catchesAbsence(classes, value));
    const part: Frame = { kind: "try", node: statement, part: handler };
    const frames = passed.length < taken.length ? [part, whereAbsent(machine, handler)] : [part];
    const { flow } = machine.inside(frames, handler.body);
    taken = passed;
    machine.world.handled(handler, classes, flow !== "raises");
    flows.push(flow);
    if (flow === "continues") ways.push({ names: machine.scope.snapshot(), when: null });
  }
  for (const value of taken) takenAround?.push(value);
  machine.scope.merge(ways.length > 0 ? ways : [{ names: afterBody, when: null }]);
  if (statement.finally !== null) {
    const last = machine.inside([{ kind: "try", node: statement, part: "finally" }], statement.finally);
    if (last.flow === "leaves") machine.world.discarded(statement);
    if (last.flow !== "continues") return last.flow;
  }
  // What the body's early exits leave to be true is so only if no handler goes on.
  if (flows.slice(1).every((flow) => flow !== "continues")) machine.frames = [...around, ...body.learned];
  return flows.find((each) => each === "continues") ?? flows.find((each) => each === "leaves") ?? "raises";
}

/** The condition of a handler that is entered because the database's answer does not have what the body took from it. */
function whereAbsent(machine: Machine, handler: Handler): BranchFrame {
  const [first, ...others] = handler.classes;
  const place = first === undefined ? handler : { start: first.start, end: (others.at(-1) ?? first).end };
  return branchFrame(machine, { node: handler, test: queriedUnknown, holds: true, place });
}

/** Runs a `with` statement. */
export function runWith(machine: Machine, statement: With): Flow {
  const around = machine.frames;
  const managers: Value[] = [];
  for (const item of statement.items) {
    machine.manager = item.manager;
    const manager = evaluate(item.manager, machine);
    managers.push(manager);
    if (item.target !== null) machine.assign(item.target, manager);
  }
  const frame: Extract<Frame, { kind: "with" }> = { kind: "with", node: statement, managers };
  machine.world.enter(frame);
  const { flow, learned } = machine.inside([frame], statement.body);
  machine.world.leave(frame);
  if (managers.some(isSuppress)) return "continues";
  machine.frames = [...around, ...learned];
  return flow;
}

/** `contextlib.suppress(…)` swallows what ends its block. */
function isSuppress(manager: Value): boolean {
  return manager.kind === "result" && manager.of.kind === "reference" && manager.of.path === "contextlib.suppress";
}
