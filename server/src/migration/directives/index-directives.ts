import type { DirectiveReader } from "./directive-call.ts";
import { tableOf } from "./directive-call.ts";
import { indexDefinition } from "./index-definition.ts";
import { creation, partOf, removal } from "./objects.ts";
import { isTrue, itemsOf, mayBeTrue, operandOf } from "./operands.ts";

/** Directives about indexes. */
export const indexDirectives: Readonly<Record<string, DirectiveReader>> = {
  create_index: {
    parameters: ["index_name", "table_name", "columns", "schema", "unique"],
    batch: ["index_name", "columns"],
    read: ({ given, parser }) => [
      creation(
        partOf(tableOf(given), "index", operandOf(given.some("index_name"))),
        indexDefinition(given, itemsOf(given.get("columns")), parser),
        mayBeTrue(given.get("if_not_exists")),
      ),
    ],
  },
  drop_index: {
    parameters: ["index_name", "table_name", "schema"],
    batch: ["index_name"],
    read: ({ given }) => {
      const table = { schema: operandOf(given.some("schema")), name: operandOf(given.some("table_name")) };
      return [
        removal(partOf(table, "index", operandOf(given.some("index_name"))), {
          ifExists: mayBeTrue(given.get("if_exists")),
          concurrently: isTrue(given.get("postgresql_concurrently")),
        }),
      ];
    },
  },
};
