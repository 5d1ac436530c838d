import { blocksOf } from "../../migration/imports.ts";
import { childrenOf } from "../../python/children.ts";
import type { Call, Expression, FunctionDefinition, Statement, With } from "../../python/syntax.ts";
import { expressionsOf, type NameBindings } from "./name-bindings.ts";

/** What happens when a script runs. */
export type Step =
  | { readonly kind: "call"; readonly call: Call }
  /** A `with` begins or ends. */
  | { readonly kind: "enter" | "leave"; readonly statement: With };

/** More calls of its own functions no script makes; one that is made to would be followed for ever. */
const mostEntries = 200;

/**
 * The steps of a script in the order in which it takes them, those of its own functions where they are called included. Both branches of
 * an `if` are taken, and a loop goes round once.
 */
export function* stepsInOrder(body: readonly Statement[], names: NameBindings): Generator<Step> {
  const inside: FunctionDefinition[] = [];
  let entries = 0;

  function* ofBlock(block: readonly Statement[]): Generator<Step> {
    for (const statement of block) {
      if (statement.kind === "function" || statement.kind === "class") continue;
      for (const expression of expressionsOf(statement)) yield* ofExpression(expression);
      if (statement.kind === "with") yield { kind: "enter", statement };
      for (const each of blocksOf(statement)) yield* ofBlock(each);
      if (statement.kind === "with") yield { kind: "leave", statement };
    }
  }

  function* ofExpression(expression: Expression): Generator<Step> {
    for (const child of childrenOf(expression)) yield* ofExpression(child);
    if (expression.kind !== "call") return;
    yield { kind: "call", call: expression };
    // What a call is given it may call: `connection.run_sync(migrate)`.
    for (const called of [expression.callee, ...expression.arguments.map(({ value }) => value)])
      yield* ofFunction(called);
  }

  function* ofFunction(called: Expression): Generator<Step> {
    for (const binding of called.kind === "name" ? names.of(called.id) : []) {
      if (binding.kind !== "function" || inside.includes(binding.definition)) continue;
      if (entries++ > mostEntries) return;
      inside.push(binding.definition);
      yield* ofBlock(binding.definition.body);
      inside.pop();
    }
  }

  yield* ofBlock(body);
}
