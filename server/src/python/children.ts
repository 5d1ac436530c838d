import type { Expression } from "./syntax.ts";

/** The expressions that an expression is made of. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "attribute":
      return [expression.object];
    case "call":
      return [expression.callee, ...expression.arguments.map(({ value }) => value)];
    case "string":
      return expression.parts.flatMap((part) => (part.kind === "interpolation" ? [part.expression] : []));
    case "sequence":
      return expression.items;
    case "splat":
    case "named":
      return [expression.value];
    case "dictionary":
      return expression.entries.flatMap(({ key, value }) => (key === null ? [value] : [key, value]));
    case "binary":
      return [expression.left, expression.right];
    case "not":
      return [expression.operand];
    case "comparison":
      return expression.operands;
    case "conditional":
      return [expression.test, expression.body, expression.otherwise];
    case "subscript":
      return [expression.object, expression.index];
    case "comprehension":
      return [expression.element, ...expression.clauses.map(({ iterable }) => iterable), ...expression.conditions];
    case "other":
      return expression.children;
    default:
      return [];
  }
}
