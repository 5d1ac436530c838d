import { unknownOperand } from "../database-object.ts";
import type { ColumnDefinition } from "../definition.ts";
import type { OperationContent } from "../operation.ts";
import { alterColumn } from "./alter-column.ts";
import { columnReading } from "./column.ts";
import { type DirectiveCall, type DirectiveReader, nameOf, tableOf } from "./directive-call.ts";
import { creation, partOf, removal } from "./objects.ts";
import { isTrue } from "./operands.ts";
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
        ifExists: isTrue(given.get("if_exists")),
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

/** The column alone, then its constraints (but for a primary key), index and comment, each by a statement of its own. */
function addColumn({ given, parser }: DirectiveCall): readonly OperationContent[] {
  const table = tableOf(given);
  const ifNotExists = isTrue(given.get("if_not_exists"));
  const value = given.get("column")?.value;
  const column = value === undefined ? null : columnReading(value, table.schema, parser);
  if (column === null) return [creation(partOf(table, "column", unknownOperand), unknownColumn, ifNotExists)];
  const { definition } = column;
  const inlineKey = column.primaryKey && isTrue(given.get("inline_primary_key"));
  const foreignKeys = definition.constraints.filter(({ type }) => type === "foreign key");
  const inline = definition.constraints.filter(
    ({ type }) => type === "foreign key" && foreignKeys.length === 1 && isTrue(given.get("inline_references")),
  );
  const added: ColumnDefinition = {
    ...definition,
    type: column.primaryKey && column.serial !== null ? column.serial : definition.type,
    constraints: [...(inlineKey ? [inlineKeyOf(definition)] : []), ...inline],
  };
  return [
    creation(partOf(table, "column", definition.name), added, ifNotExists),
    ...definition.constraints
      .filter((constraint) => constraint.type !== "primary key" && !inline.includes(constraint))
      .map((constraint) => creation(partOf(table, "constraint", constraint.name), constraint)),
    ...(column.index ? [columnIndex(table, column)] : []),
    ...columnComment(table, column),
  ];
}

function inlineKeyOf({ name }: ColumnDefinition): ColumnDefinition["constraints"][number] {
  return {
    kind: "constraint",
    name: null,
    type: "primary key",
    columns: [name?.text ?? null],
    references: null,
    check: null,
    notValid: false,
    usingIndex: null,
  };
}
