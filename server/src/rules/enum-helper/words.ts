import type { Operand } from "../../migration/database-object.ts";
import type { AddEnumValue } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";

/**
 * The statement as a message names it: `ALTER TYPE eventtype ADD VALUE 'new_value'`, with … for what can't be known. Of a statement that
 * runs several times, as in a loop, the first.
 */
export function additionInWords({ operations }: MigrationScript, addition: AddEnumValue): string {
  const { type, value, start, end } = addition;
  const turns = operations.filter((each) => each.kind === addition.kind && each.start === start && each.end === end);
  const words = `ALTER TYPE ${typeInWords(type)} ADD VALUE ${value.text === null ? "…" : `'${value.text}'`}`;
  return turns.length > 1 ? `${words} (the first of ${turns.length})` : words;
}

/** The type's name as a message writes it. */
export function typeInWords(type: AddEnumValue["type"]): string {
  const word = (operand: Operand) => operand.text ?? "…";
  return type.schema === null ? word(type.name) : `${word(type.schema)}.${word(type.name)}`;
}
