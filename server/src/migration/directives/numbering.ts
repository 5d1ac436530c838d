import { known } from "../database-object.ts";
import type { ConstraintDefinition, DataType } from "../definition.ts";
import { Arguments, type Given } from "./arguments.ts";
import { isTrue, textOf } from "./operands.ts";
import { sqlalchemyCall } from "./sqlalchemy-call.ts";

/** How SQLAlchemy numbers a column that is its table's key, by a serial type (1.4 and 2.0, `PrimaryKeyConstraint._autoincrement_column`). */
export interface Numbering {
  /** What it is then: its own type, and its default, are not rendered. */
  readonly type: DataType;
  /** `autoincrement=True`: also where the key has more columns. */
  readonly demanded: boolean;
  /** Also where the column refers to another. */
  readonly despiteReference: boolean;
}

/** The serial types for PostgreSQL's numbers. That a fractional number becomes a serial is SQLAlchemy's. */
const serialNames: Readonly<Record<string, string>> = {
  int2: "smallserial",
  int4: "serial",
  int8: "bigserial",
  numeric: "serial",
  float4: "serial",
  float8: "serial",
};

/**
 * The numbering of a column; null where it can have none.
 * @param items what follows name and type in its call
 */
export function numberingOf(given: Arguments, items: readonly Given[], type: DataType | null): Numbering | null {
  const name = type === null || type.array ? undefined : serialNames[type.name.text ?? ""];
  if (type === null || name === undefined) return null;
  const auto = given.get("autoincrement");
  const wish = auto === null ? "auto" : isTrue(auto) ? "demanded" : textOf(auto.value);
  if (wish !== "demanded" && wish !== "auto" && wish !== "ignore_fk") return null;
  if (given.some("default") !== null || items.some(hasOwnValues)) return null;
  const serverDefault =
    given.some("server_default") ?? items.find((item) => isCallOf(item, "DefaultClause", "FetchedValue"));
  if (serverDefault != null && (wish !== "demanded" || isCallOf(serverDefault, "Identity", "Computed"))) return null;
  return {
    type: { ...type, name: known(name), modifiers: [] },
    demanded: wish === "demanded",
    despiteReference: wish !== "auto",
  };
}

function hasOwnValues(item: Given): boolean {
  if (isCallOf(item, "Identity", "Computed")) return true;
  const call = sqlalchemyCall(item.value);
  return call?.name === "Sequence" && !isTrue(new Arguments(call.arguments, ["name"]).get("optional"));
}

function isCallOf({ value }: Given, ...names: readonly string[]): boolean {
  const call = sqlalchemyCall(value);
  return call !== null && names.includes(call.name);
}

/** True when the column `name` of a key is numbered, its own and its table's `constraints` given. */
export function isNumbered(
  numbering: Numbering,
  name: string,
  key: readonly (string | null)[],
  constraints: readonly ConstraintDefinition[],
): boolean {
  if (key.length !== 1 && !numbering.demanded) return false;
  return (
    numbering.despiteReference ||
    !constraints.some(({ type, columns }) => type === "foreign key" && columns.includes(name))
  );
}
