import type { TypeName } from "@pgsql/types";
import { placeholderNumber } from "../../sql/sql-text.ts";
import type { DataType } from "../definition.ts";
import { constantText, namesOf } from "./node-text.ts";
import type { StatementText } from "./statement-text.ts";

/** A data type as PostgreSQL's parser names it. */
export function readDataType(type: TypeName, text: StatementText): DataType {
  const names = namesOf(type.names);
  const own = names.length > 1 && names[0] === "pg_catalog" ? names.slice(1) : names;
  return { modifiers: modifiersOf(type), array: type.arrayBounds !== undefined, enumeration: null, ...text.name(own) };
}

function modifiersOf(type: TypeName): readonly number[] | null {
  const given = type.typmods ?? [];
  const numbers = given.map((node) => Number(constantText(node) ?? Number.NaN));
  // An interval's first modifier says which fields it has, all of them as this number; only its precision is one.
  if (namesOf(type.names).at(-1) === "interval" && numbers.length > 0)
    return numbers[0] === 32767 ? numbers.slice(1) : null;
  return numbers.some((number) => Number.isNaN(number) || number >= placeholderNumber) ? null : numbers;
}
