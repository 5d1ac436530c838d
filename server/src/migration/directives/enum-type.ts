import type { Value } from "../../python/value.ts";
import { known, type Operand, unknownOperand } from "../database-object.ts";
import type { Enumeration } from "../definition.ts";
import { Arguments, type Given } from "./arguments.ts";
import { flagOf, isTrue, operandOf, textOf } from "./operands.ts";
import { sqlalchemyCall } from "./sqlalchemy-call.ts";

/** A `sa.Enum(…)` or `postgresql.ENUM(…)`. */
export interface EnumType {
  readonly name: Operand;
  readonly schema: Operand | null;
  /** `inherit_schema=True`: its schema is that of the table. */
  readonly inheritsSchema: boolean;
  readonly enumeration: Enumeration;
  /** `metadata=…`: a table of Alembic's does not create it. */
  readonly ofMetadata: boolean;
  /** Of the VARCHAR that a type which is not native is; null when it can't be known. */
  readonly length: number | null;
  /** `create_constraint=True`: what is not native comes with a CHECK. */
  readonly checked: boolean;
}

/** Reads an enum type, or what a method of it gives that leaves it one; null for any other value. */
export function enumType(value: Value): EnumType | null {
  const call = sqlalchemyCall(value);
  if (call === null || (call.name !== "Enum" && call.name !== "ENUM")) return null;
  const given = new Arguments(call.arguments, []);
  const python = given.rest.length === 1 && given.rest[0] !== undefined ? pythonEnum(given.rest[0]) : null;
  const unknownLabels = call.arguments.some(
    ({ keyword, splat, value }) => keyword === null && splat && value.kind !== "sequence" && value.kind !== "mapping",
  );
  const labels =
    unknownLabels || given.some("values_callable") !== null
      ? null
      : python === null
        ? literalLabels(given)
        : python.labels;
  const construct = call.name === "Enum" ? "sa.Enum" : "postgresql.ENUM";
  return {
    name: operandOf(given.some("name")) ?? (python === null ? unknownOperand : python.name),
    schema: operandOf(given.some("schema")),
    inheritsSchema: isTrue(given.get("inherit_schema")),
    enumeration: {
      construct,
      createType: flagOf(given.get("create_type"), null),
      labels,
      // ENUM takes no notice of the argument.
      native: construct === "postgresql.ENUM" || flagOf(given.get("native_enum"), true) !== false,
    },
    ofMetadata: given.some("metadata") !== null,
    length: lengthOf(given, labels),
    checked: isTrue(given.get("create_constraint")),
  };
}

function literalLabels(given: Arguments): readonly (string | null)[] | null {
  const labels = given.rest.map(({ value }) => textOf(value));
  // An enum of which only the name is given, as for `drop`.
  return labels.length === 0 ? null : labels;
}

/** `Enum(Status)`: the type has the class's name in lower case, and its members' names as labels. */
function pythonEnum(given: Given): { readonly name: Operand; readonly labels: readonly string[] | null } | null {
  const { value, expression } = given;
  if (value.kind === "reference") {
    const name = value.path.slice(value.path.lastIndexOf(".") + 1);
    return { name: known(name.toLowerCase()), labels: null };
  }
  if (value.kind !== "namespace") return null;
  const name = expression?.kind === "name" ? expression.id : expression?.kind === "attribute" ? expression.name : null;
  return {
    name: name === null ? unknownOperand : known(name.toLowerCase()),
    labels: [...value.members.keys()].filter((member) => !member.startsWith("_")),
  };
}

/** What SQLAlchemy makes the VARCHAR: `length=`, or as long as the longest label. */
function lengthOf(given: Arguments, labels: Enumeration["labels"]): number | null {
  const length = given.some("length")?.value;
  if (length !== undefined) return length.kind === "number" ? length.value : null;
  if (labels === null) return null;
  return labels.reduce<number | null>(
    (longest, label) => (longest === null || label === null ? null : Math.max(longest, Array.from(label).length)),
    0,
  );
}

/** The type's schema in a table of `tableSchema`. */
export function enumSchema(type: EnumType, tableSchema: Operand | null): Operand | null {
  return type.schema ?? (type.inheritsSchema ? tableSchema : null);
}

/** A text for two types that are one, null when that can't be known. */
export function enumKey(type: EnumType, tableSchema: Operand | null): string | null {
  const schema = enumSchema(type, tableSchema);
  if (type.name.text === null || (schema !== null && schema.text === null)) return null;
  return JSON.stringify([schema?.text ?? null, type.name.text]);
}
