import type { DatabaseObject, Operand } from "../database-object.ts";
import type { OperationContent } from "../operation.ts";
import { commands } from "./commands.ts";
import { objectCreations } from "./create-objects.ts";
import { tableCreations } from "./create-table.ts";
import { globalObject } from "./object-names.ts";
import { on, type StatementKind } from "./statement-kinds.ts";

/** What CREATE SCHEMA may hold. */
const elements = new Map([...tableCreations, ...objectCreations, ...commands]);

export const schemaStatements: readonly StatementKind[] = [
  on("CreateSchemaStmt", (tree, text) => {
    // CREATE SCHEMA AUTHORIZATION names it like the role.
    const schema = globalObject("schema", tree.schemaname ?? tree.authrole?.rolename, text);
    const created: OperationContent = {
      kind: "create",
      object: schema,
      ifNotExists: tree.if_not_exists === true,
      orReplace: false,
      definition: null,
    };
    const inside = (tree.schemaElts ?? []).flatMap((node) => {
      const read = Object.keys(node).flatMap((key) => [...elements].filter(([kind]) => kind === key));
      return read.flatMap(([, readElement]) => readElement(node, text));
    });
    return [created, ...inside.map((content) => inSchema(content, schema.name))];
  }),
];

function inSchema(content: OperationContent, schema: Operand | null): OperationContent {
  if (content.kind !== "create" || content.object.schema !== null) return content;
  const object: DatabaseObject = { ...content.object, schema };
  return { ...content, object };
}
