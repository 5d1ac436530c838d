import type { AddEnumValue, Operand } from "../../migration/operation.ts";

/** The statement as a message names it: `ALTER TYPE eventtype ADD VALUE 'new_value'`, with … for what can't be known. */
export function additionInWords({ type, value }: AddEnumValue): string {
  return `ALTER TYPE ${typeInWords(type)} ADD VALUE ${value.text === null ? "…" : `'${value.text}'`}`;
}

/** The type's name as a message writes it. */
export function typeInWords(type: AddEnumValue["type"]): string {
  const word = (operand: Operand) => operand.text ?? "…";
  return type.schema === null ? word(type.name) : `${word(type.schema)}.${word(type.name)}`;
}
