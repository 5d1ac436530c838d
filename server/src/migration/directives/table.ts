import type { PostgresParser } from "../../sql/postgres-parser.ts";
import type { Operand, QualifiedName } from "../database-object.ts";
import type { ColumnDefinition, ConstraintDefinition, TableDefinition } from "../definition.ts";
import type { OperationContent } from "../operation.ts";
import type { Arguments } from "./arguments.ts";
import { type ColumnReading, columnReading, numbered } from "./column.ts";
import { constraint, constraintOf } from "./constraint.ts";
import { type EnumType, enumKey, enumSchema } from "./enum-type.ts";
import { indexReading } from "./index-definition.ts";
import { creation, partOf, tableObject, typeObject } from "./objects.ts";
import { commentOf, itemsOf, textOf } from "./operands.ts";

/** A table as it is created: what `op.create_table` and `sa.Table` are given. */
export interface TableReading {
  readonly definition: TableDefinition;
  /** Its enum types that are created with it, each once. */
  readonly types: readonly EnumType[];
  /** What follows it: its indexes and comments. */
  readonly after: readonly OperationContent[];
}

/** Reads a table's columns, constraints and indexes, given as the rest of the arguments. */
export function tableReading(table: QualifiedName, given: Arguments, parser: PostgresParser): TableReading {
  const columns = given.rest.flatMap(({ value }) => columnReading(value, table.schema, parser) ?? []);
  const constraints = given.rest.flatMap(({ value }) => constraintOf(value, parser) ?? []);
  const primaryKey = primaryKeyOf(columns, constraints);
  const indexes = given.rest.flatMap(({ value }) => indexReading(value, parser) ?? []);
  const prefixes = itemsOf(given.get("prefixes"))?.map((value) => textOf(value)?.toUpperCase()) ?? [];
  return {
    definition: {
      kind: "table",
      columns: columns.map((column) => inTable(column, primaryKey, constraints)),
      constraints: [
        ...(primaryKey === null ? [] : [primaryKey]),
        ...constraints.filter(({ type }) => type !== "primary key"),
        ...columns.flatMap(({ typeCheck }) => typeCheck ?? []),
      ],
      partitionOf: null,
      fromQuery: false,
      temporary: prefixes.some((prefix) => prefix === "TEMPORARY" || prefix === "TEMP"),
    },
    types: createdTypes(columns, table.schema),
    after: [
      ...columns.filter(({ index }) => index).map((column) => columnIndex(table, column)),
      ...indexes.map((index) => creation(partOf(table, "index", index.name), index.definition)),
      ...comments(table, commentOf(given.some("comment")), columns),
    ],
  };
}

/** The index that `index=True` makes. Its name is the naming convention's. */
export function columnIndex(table: QualifiedName, { definition, unique }: ColumnReading): OperationContent {
  return creation(partOf(table, "index", null), {
    kind: "index",
    unique,
    concurrently: false,
    columns: [definition.name?.text ?? null],
    plain: true,
    method: "btree",
    operatorClasses: [],
    where: null,
  });
}

function comments(
  table: QualifiedName,
  own: Operand | null,
  columns: readonly ColumnReading[],
): readonly OperationContent[] {
  return [
    ...(own === null ? [] : [{ kind: "comment" as const, object: tableObject(table), text: own }]),
    ...columns.flatMap((column) => columnComment(table, column)),
  ];
}

/** The comment that a column brings with it, if any. */
export function columnComment(table: QualifiedName, column: ColumnReading): readonly OperationContent[] {
  return column.comment === null
    ? []
    : [{ kind: "comment", object: partOf(table, "column", column.definition.name), text: column.comment }];
}

/** The key that PrimaryKeyConstraint or the columns' `primary_key=True` make; null when there is none. */
function primaryKeyOf(
  columns: readonly ColumnReading[],
  constraints: readonly ConstraintDefinition[],
): ConstraintDefinition | null {
  const written = constraints.find(({ type }) => type === "primary key");
  if (written !== undefined && written.columns.length > 0) return written;
  const flagged = columns.filter((column) => column.primaryKey).map(({ definition }) => definition.name?.text ?? null);
  if (flagged.length === 0) return null;
  return { ...(written ?? constraint("primary key", {})), columns: flagged };
}

/** The columns of a primary key are not null, and numbered where SQLAlchemy would. */
function inTable(
  column: ColumnReading,
  key: ConstraintDefinition | null,
  constraints: readonly ConstraintDefinition[],
): ColumnDefinition {
  const name = column.definition.name?.text ?? null;
  if (name === null || key === null || !key.columns.includes(name)) return column.definition;
  return { ...numbered(column, key.columns, constraints), nullable: false };
}

/** The enum types that a table creates: those that are native, its own, and not told to stay out of it. */
function createdTypes(columns: readonly ColumnReading[], tableSchema: Operand | null): readonly EnumType[] {
  const seen = new Set<string>();
  return columns.flatMap(({ enumType }) => {
    if (enumType === null || !isCreatedWithTable(enumType)) return [];
    const key = enumKey(enumType, tableSchema);
    if (key !== null && seen.has(key)) return [];
    if (key !== null) seen.add(key);
    return [enumType];
  });
}

function isCreatedWithTable({ enumeration, ofMetadata }: EnumType): boolean {
  if (!enumeration.native || ofMetadata) return false;
  return enumeration.construct === "sa.Enum" || enumeration.createType !== false;
}

/** CREATE TYPE of an enum type that belongs to a table of `tableSchema`, or to none. */
export function typeCreation(type: EnumType, tableSchema: Operand | null): OperationContent {
  return creation(typeObject({ schema: enumSchema(type, tableSchema), name: type.name }), {
    kind: "enum",
    labels: type.enumeration.labels,
  });
}
