import { type ArgumentValue, argument, type Value } from "../python/value.ts";
import type { Operand, QualifiedName } from "./database-object.ts";
import { helperFunctions } from "./enum-helper.ts";
import type { EnumAddition } from "./statements/enum-statement.ts";

/** What a call of the enum helper adds: one value, or each of several. */
export function helperAdditions(
  name: string,
  values: readonly ArgumentValue[],
): readonly (EnumAddition & {
  readonly kind: "add enum value";
  readonly through: "helper";
  readonly helper: string;
})[] {
  const type = helperType(values);
  const neighbor = helperNeighbor(values);
  return valuesGiven(name, values).map((value) => ({
    kind: "add enum value",
    through: "helper",
    helper: name,
    type,
    value,
    neighbor,
    ifNotExists: true,
    parsed: true,
  }));
}

/** The values of the call; a single unknown one where they can't be known. */
function valuesGiven(name: string, values: readonly ArgumentValue[]): readonly Operand[] {
  if (name === helperFunctions.one) {
    const given = argument(values, 1, "value");
    return [{ text: given === null ? null : textValue(given.value), expression: given?.expression ?? null }];
  }
  const given = argument(values, 1, "values")?.value;
  const items = given?.kind === "sequence" ? given.items : [];
  if (items.length === 0) return [{ text: null, expression: null }];
  return items.map((item) => ({ text: textValue(item), expression: null }));
}

function textValue(value: Value): string | null {
  return value.kind === "text" && value.text.every((piece) => piece.value !== null)
    ? value.text.map((piece) => piece.value).join("")
    : null;
}

function helperType(values: readonly ArgumentValue[]): QualifiedName {
  const given = argument(values, 0, "enum_name");
  const schema = values.find((value) => value.keyword === "schema");
  return {
    schema:
      schema === undefined || (schema.value.kind === "constant" && schema.value.value === null)
        ? null
        : { text: textValue(schema.value), expression: schema.expression },
    name: { text: given === null ? null : textValue(given.value), expression: given?.expression ?? null },
  };
}

function helperNeighbor(values: readonly ArgumentValue[]): { position: "before" | "after"; value: Operand } | null {
  for (const position of ["before", "after"] as const) {
    const given = values.find((value) => value.keyword === position);
    if (given !== undefined) return { position, value: { text: textValue(given.value), expression: given.expression } };
  }
  return null;
}
