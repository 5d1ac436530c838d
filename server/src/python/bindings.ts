import type { Scope } from "./scope.ts";
import type { Expression, FunctionDefinition, Import } from "./syntax.ts";
import { derivedText } from "./text.ts";
import { type ArgumentValue, unknown, type Value } from "./value.ts";

/**
 * Binds a function's parameters to what it is called with, in its own `scope`.
 * @param evaluateDefault gives the value of a default.
 */
export function bindParameters(
  definition: FunctionDefinition,
  values: readonly ArgumentValue[],
  scope: Scope,
  evaluateDefault: (expression: Expression) => Value,
): void {
  const positional = values.filter((value) => value.keyword === null);
  const splat = values.some((value) => value.splat);
  let position = 0;
  for (const parameter of definition.parameters) {
    if (parameter.form === "star") {
      const rest = splat ? null : positional.slice(position).map(({ value }) => value);
      scope.bind(parameter.name, rest === null ? unknown : { kind: "sequence", items: rest });
      continue;
    }
    if (parameter.form === "double-star") {
      scope.bind(parameter.name, splat ? unknown : furtherKeywords(definition, values));
      continue;
    }
    const given =
      values.find((value) => value.keyword === parameter.name) ??
      (parameter.form === "plain" && !splat ? positional[position] : undefined);
    if (parameter.form === "plain") position++;
    const fallback = parameter.default === null || splat ? unknown : evaluateDefault(parameter.default);
    scope.bind(parameter.name, given?.value ?? fallback);
  }
}

/** The keywords that are given beside the parameters, for `**kwargs`. */
function furtherKeywords(definition: FunctionDefinition, values: readonly ArgumentValue[]): Value {
  const entries = values.flatMap(({ keyword, value, start, end }) => {
    if (keyword === null || definition.parameters.some(({ name }) => name === keyword)) return [];
    return [{ key: { kind: "text", text: derivedText(keyword, { start, end }) } as const, value }];
  });
  return { kind: "mapping", entries };
}

/**
 * The names that an import statement binds, with what they stand for.
 * @param absolute gives the full name of a module that is named relative to the present one.
 */
export function importBindings(
  { module, symbols }: Import,
  absolute: (module: string) => string,
): readonly { readonly name: string; readonly value: Value }[] {
  const from = module === null ? null : absolute(module.name);
  return symbols.map((symbol) => {
    if (from !== null) {
      const path = from.endsWith(".") ? from + symbol.name : `${from}.${symbol.name}`;
      return { name: symbol.alias ?? symbol.name, value: { kind: "reference", path } };
    }
    const path = symbol.alias === null ? (symbol.name.split(".")[0] ?? symbol.name) : symbol.name;
    return { name: symbol.alias ?? path, value: { kind: "reference", path } };
  });
}
