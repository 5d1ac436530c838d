import type { Value } from "../../python/value.ts";
import type { PostgresParser } from "../../sql/postgres-parser.ts";
import type { Operand } from "../database-object.ts";
import type { ColumnDefinition, ConstraintDefinition, SqlExpression } from "../definition.ts";
import { Arguments, type Given } from "./arguments.ts";
import { constraint, constraintOf, enumCheck, foreignKeyOf } from "./constraint.ts";
import { dataType, enumTypeWithin } from "./data-type.ts";
import type { EnumType } from "./enum-type.ts";
import { isNumbered, type Numbering, numberingOf } from "./numbering.ts";
import { commentOf, flagOf, isTrue, operandOf } from "./operands.ts";
import { valueExpression } from "./sql-expression.ts";
import { isSqlalchemy, sqlalchemyCall } from "./sqlalchemy-call.ts";

/** A `sa.Column(…)`, with all that it brings with it. */
export interface ColumnReading {
  readonly definition: ColumnDefinition;
  readonly primaryKey: boolean;
  /** How it is numbered as its table's key; null when it can't be. */
  readonly numbering: Numbering | null;
  readonly enumType: EnumType | null;
  /** The CHECK that its type brings with it: a constraint of the table. */
  readonly typeCheck: ConstraintDefinition | null;
  /** `index=True`. */
  readonly index: boolean;
  readonly unique: boolean;
  readonly comment: Operand | null;
}

/** What may follow a column's name and type. */
const items = new Set([
  "ForeignKey",
  "CheckConstraint",
  "UniqueConstraint",
  "PrimaryKeyConstraint",
  "Sequence",
  "Identity",
  "Computed",
  "DefaultClause",
  "FetchedValue",
]);

/** Reads a column; null for any other value. */
export function columnReading(value: Value, tableSchema: Operand | null, parser: PostgresParser): ColumnReading | null {
  const call = sqlalchemyCall(value);
  if (call?.name !== "Column") return null;
  const given = new Arguments(call.arguments, []);
  const { name, type, rest } = columnParts(given);
  const of = (kind: string) => rest.find((item) => sqlalchemyCall(item.value)?.name === kind);
  const defaultGiven = given.some("server_default") ?? of("DefaultClause") ?? null;
  const defaultKind = defaultGiven === null ? null : (sqlalchemyCall(defaultGiven.value)?.name ?? null);
  const identity = of("Identity") !== undefined || defaultKind === "Identity";
  const computed = of("Computed") !== undefined || defaultKind === "Computed";
  const primaryKey = isTrue(given.get("primary_key"));
  const index = isTrue(given.get("index"));
  const unique = isTrue(given.get("unique"));
  const operand = operandOf(name);
  const ownType = type === null ? null : dataType(type.value, tableSchema);
  const own = type === null ? null : enumTypeWithin(type.value);
  const constraints = rest.flatMap(({ value: item }) => {
    const found = foreignKeyOf(item, operand) ?? constraintOf(item, parser);
    return found === null ? [] : [found];
  });
  return {
    definition: {
      kind: "column",
      name: operand,
      type: ownType,
      nullable: nullability(given, primaryKey || identity),
      default: serverDefault(defaultGiven, defaultKind, parser),
      generated: identity ? "identity" : computed ? "stored" : null,
      constraints: [
        ...constraints,
        ...(unique && !index ? [constraint("unique", { columns: [operand?.text ?? null] })] : []),
      ],
    },
    primaryKey,
    numbering: numberingOf(given, rest, ownType),
    enumType: own,
    typeCheck: enumCheck(own, operand, parser),
    index,
    unique,
    comment: commentOf(given.some("comment")),
  };
}

/** A column as SQLAlchemy numbers it where it is of the primary key `key` of a table with these constraints. */
export function numbered(
  { definition, numbering }: ColumnReading,
  key: readonly (string | null)[],
  tableConstraints: readonly ConstraintDefinition[],
): ColumnDefinition {
  const name = definition.name?.text ?? null;
  if (name === null || numbering === null || !key.includes(name)) return definition;
  return isNumbered(numbering, name, key, [...tableConstraints, ...definition.constraints])
    ? { ...definition, nullable: false, type: numbering.type, default: null }
    : definition;
}

/** A column's name and type, both of which may be left out, and what follows them. @param given without named positions. */
export function columnParts(given: Arguments): { name: Given | null; type: Given | null; rest: readonly Given[] } {
  const rest = [...given.rest];
  const next = (fits: (item: Given) => boolean): Given | null => {
    const [first] = rest;
    if (first === undefined || !fits(first)) return null;
    rest.shift();
    return first;
  };
  const isItem = ({ value }: Given) => items.has(sqlalchemyCall(value)?.name ?? "");
  const isType = ({ value }: Given) => {
    const call = sqlalchemyCall(value);
    return value.kind === "result" ? call?.name !== "quoted_name" && call?.name !== "conv" : isSqlalchemy(value);
  };
  const name = given.get("name") ?? next((item) => !isItem(item) && !isType(item));
  const type = given.some("type_") ?? next((item) => !isItem(item));
  return { name, type, rest };
}

function nullability(given: Arguments, notNull: boolean): boolean | null {
  return flagOf(given.get("nullable"), !notNull);
}

function serverDefault(given: Given | null, kind: string | null, parser: PostgresParser): SqlExpression | null {
  if (given === null || kind === "Identity" || kind === "Computed" || kind === "FetchedValue") return null;
  return valueExpression(given.value, parser);
}
