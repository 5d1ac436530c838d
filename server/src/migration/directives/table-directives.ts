import type { OperationContent } from "../operation.ts";
import type { DirectiveCall, DirectiveReader } from "./directive-call.ts";
import { nameOf, tableOf } from "./directive-call.ts";
import { enumKey } from "./enum-type.ts";
import { creation, removal, tableObject } from "./objects.ts";
import { commentOf, mayBeTrue } from "./operands.ts";
import { tableReading, typeCreation } from "./table.ts";

/** Directives about whole tables. */
export const tableDirectives: Readonly<Record<string, DirectiveReader>> = {
  create_table: { parameters: ["table_name"], batch: null, read: createTable },
  drop_table: {
    parameters: ["table_name", "schema"],
    batch: null,
    read: ({ given }) => [removal(tableObject(tableOf(given)), { ifExists: mayBeTrue(given.get("if_exists")) })],
  },
  rename_table: {
    parameters: ["old_table_name", "new_table_name", "schema"],
    batch: null,
    read: ({ given }) => [
      {
        kind: "rename",
        object: tableObject(tableOf(given, "old_table_name")),
        to: nameOf(given, "new_table_name"),
        ifExists: false,
      },
    ],
  },
  create_table_comment: {
    parameters: ["table_name", "comment", "existing_comment", "schema"],
    batch: ["comment", "existing_comment"],
    read: ({ given }) => [
      { kind: "comment", object: tableObject(tableOf(given)), text: commentOf(given.some("comment")) },
    ],
  },
  drop_table_comment: {
    parameters: ["table_name", "existing_comment", "schema"],
    batch: ["existing_comment"],
    read: ({ given }) => [{ kind: "comment", object: tableObject(tableOf(given)), text: null }],
  },
};

/** Enum types first, unchecked (Alembic 1.8 to 1.19, `DefaultImpl.create_table`), then the table, its indexes and comments. */
function createTable({ given, parser, createdTypes }: DirectiveCall): readonly OperationContent[] {
  const table = tableOf(given);
  const { definition, types, after } = tableReading(table, given, parser);
  const created = types.filter((type) => {
    const key = enumKey(type, table.schema);
    if (key === null) return true;
    const first = !createdTypes.has(key);
    createdTypes.add(key);
    return first;
  });
  return [
    ...created.map((type) => typeCreation(type, table.schema)),
    creation(tableObject(table), definition, mayBeTrue(given.get("if_not_exists"))),
    ...after,
  ];
}
