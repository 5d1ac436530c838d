import { unknownOperand } from "../database-object.ts";
import type { ColumnDefinition, ConstraintDefinition } from "../definition.ts";
import type { OperationContent } from "../operation.ts";
import { alterColumn } from "./alter-column.ts";
import type { Arguments } from "./arguments.ts";
import { type ColumnReading, columnReading, numbered } from "./column.ts";
import { constraint } from "./constraint.ts";
import { type DirectiveCall, type DirectiveReader, nameOf, tableOf } from "./directive-call.ts";
import { creation, partOf, removal } from "./objects.ts";
import { isTrue, mayBeTrue } from "./operands.ts";
import { columnComment, columnIndex } from "./table.ts";

const alterParameters = [
  "column_name",
  "nullable",
  "comment",
  "server_default",
  "new_column_name",
  "type_",
  "existing_type",
  "existing_server_default",
  "existing_nullable",
  "existing_comment",
];

/** Directives about columns. */
export const columnDirectives: Readonly<Record<string, DirectiveReader>> = {
  add_column: {
    parameters: ["table_name", "column", "schema"],
    batch: ["column", "insert_before", "insert_after"],
    read: addColumn,
  },
  drop_column: {
    parameters: ["table_name", "column_name", "schema"],
    batch: ["column_name"],
    read: ({ given }) => [
      removal(partOf(tableOf(given), "column", nameOf(given, "column_name")), {
        ifExists: mayBeTrue(given.get("if_exists")),
      }),
    ],
  },
  alter_column: {
    parameters: ["table_name", ...alterParameters, "schema"],
    batch: alterParameters,
    read: alterColumn,
  },
};

const unknownColumn: ColumnDefinition = {
  kind: "column",
  name: null,
  type: null,
  nullable: null,
  default: null,
  generated: null,
  constraints: [],
};

/**
 * The column with its checks, then its other constraints (but for a primary key), its index and comment, each by a statement of
 * its own (Alembic 1.8 to 1.19, `toimpl.add_column`).
 */
function addColumn({ given, parser }: DirectiveCall): readonly OperationContent[] {
  const table = tableOf(given);
  const ifNotExists = mayBeTrue(given.get("if_not_exists"));
  const value = given.get("column")?.value;
  const column = value === undefined ? null : columnReading(value, table.schema, parser);
  if (column === null) return [creation(partOf(table, "column", unknownOperand), unknownColumn, ifNotExists)];
  const { typeCheck } = column;
  const definition = column.primaryKey
    ? numbered(column, [column.definition.name?.text ?? null], [])
    : column.definition;
  const { inline, apart } = sortedConstraints(column, given);
  const isKey = inline.some(({ type }) => type === "primary key");
  return [
    creation(
      partOf(table, "column", definition.name),
      { ...definition, nullable: isKey ? false : definition.nullable, constraints: inline },
      ifNotExists,
    ),
    ...[...apart, ...(typeCheck === null ? [] : [typeCheck])].map((constraint) =>
      creation(partOf(table, "constraint", constraint.name), constraint),
    ),
    ...(column.index ? [columnIndex(table, column)] : []),
    ...columnComment(table, column),
  ];
}

/**
 * Which constraints stand in ADD COLUMN, and which follow it. Since Alembic 1.18, a key and a reference can be told to be inline;
 * the reference loses its name.
 */
function sortedConstraints(
  { definition, primaryKey }: ColumnReading,
  given: Arguments,
): { readonly inline: readonly ConstraintDefinition[]; readonly apart: readonly ConstraintDefinition[] } {
  const references = definition.constraints.filter(({ type }) => type === "foreign key");
  const inlineReference = references.length === 1 && isTrue(given.get("inline_references"));
  const isInline = ({ type }: ConstraintDefinition) => type === "check" || (type === "foreign key" && inlineReference);
  const key = constraint("primary key", { columns: [definition.name?.text ?? null] });
  return {
    inline: [
      ...(primaryKey && isTrue(given.get("inline_primary_key")) ? [key] : []),
      ...definition.constraints
        .filter(isInline)
        .map((own) => (own.type === "foreign key" ? { ...own, name: null } : own)),
    ],
    apart: definition.constraints.filter((own) => own.type !== "primary key" && !isInline(own)),
  };
}
