import { runIf } from "./branching.ts";
import { evaluate } from "./evaluate.ts";
import { runTry, runWith } from "./handlers.ts";
import { runBreak, runFor, runWhile } from "./loops.ts";
import type { Flow, Machine } from "./machine.ts";
import { Scope } from "./scope.ts";
import type { Assignment, ClassDefinition, Statement } from "./syntax.ts";
import type { Value } from "./value.ts";

/** Runs one statement. */
export function runStatement(machine: Machine, statement: Statement): Flow {
  switch (statement.kind) {
    case "expression":
      return machine.unlessInterrupted(() => {
        evaluate(statement.value, machine);
        return "continues";
      });
    case "assignment":
      return machine.unlessInterrupted(() => {
        assignment(machine, statement);
        return "continues";
      });
    case "function":
      machine.define(statement);
      return "continues";
    case "class":
      classDefinition(machine, statement);
      return "continues";
    case "import":
      machine.importNames(statement);
      return "continues";
    case "if":
      return runIf(machine, statement);
    case "for":
      return runFor(machine, statement);
    case "while":
      return runWhile(machine, statement);
    case "try":
      return runTry(machine, statement);
    case "with":
      return runWith(machine, statement);
    case "return":
      return machine.unlessInterrupted(() => {
        machine.returns(
          statement.value === null ? { kind: "constant", value: null } : evaluate(statement.value, machine),
        );
        return "leaves";
      });
    case "raise":
      machine.world.raised(statement.value === null ? null : evaluate(statement.value, machine), machine.frames);
      return "raises";
    case "break":
      runBreak(machine);
      return "leaves";
    case "continue":
      return "leaves";
    case "pass":
      return "continues";
    case "other":
      for (const expression of statement.expressions) evaluate(expression, machine);
      for (const block of statement.blocks) machine.inside([], block);
      return "continues";
  }
}

function assignment(machine: Machine, statement: Assignment): void {
  if (statement.value === null) return;
  let value = evaluate(statement.value, machine);
  const target = statement.targets[0];
  if (statement.operator !== null && target !== undefined) {
    value = evaluate(
      {
        kind: "binary",
        operator: statement.operator,
        left: target,
        right: statement.value,
        start: statement.start,
        end: statement.end,
      },
      machine,
    );
  }
  for (const each of statement.targets) machine.assign(each, value);
}

function classDefinition(machine: Machine, statement: ClassDefinition): void {
  const members = new Map<string, Value>();
  const around = machine.scope;
  machine.scope = new Scope(around);
  for (const inner of statement.body) {
    if (inner.kind !== "assignment" || inner.value === null) continue;
    const target = inner.targets[0];
    if (target?.kind !== "name") continue;
    const value = evaluate(inner.value, machine);
    members.set(target.id, value);
    machine.bind(target.id, value);
  }
  machine.scope = around;
  machine.bind(statement.name, { kind: "namespace", members });
}
