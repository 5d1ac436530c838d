import type { ObjectType as ParserObjectType, RenameStmt } from "@pgsql/types";
import type { DatabaseObject } from "../database-object.ts";
import type { Rename, RenameEnumValue } from "../operation.ts";
import { namesOf } from "./node-text.ts";
import { globalObject, namedObject, object, objectType, partOf } from "./object-names.ts";
import { on, type StatementKind } from "./statement-kinds.ts";
import type { StatementText } from "./statement-text.ts";

export const renames: readonly StatementKind[] = [
  on(
    "RenameStmt",
    (tree, text): Pick<Rename, "kind" | "object" | "to" | "ifExists"> => ({
      kind: "rename",
      object: renamed(tree, text),
      to: text.operand(tree.newname ?? ""),
      ifExists: tree.missing_ok === true,
    }),
  ),
  // ADD VALUE has been read before.
  on(
    "AlterEnumStmt",
    (tree, text): Pick<RenameEnumValue, "kind" | "type" | "value" | "to"> => ({
      kind: "rename enum value",
      type: text.name(namesOf(tree.typeName)),
      value: text.operand(tree.oldVal ?? ""),
      to: text.operand(tree.newVal ?? ""),
    }),
  ),
];

const partsOfTables: ReadonlySet<ParserObjectType> = new Set([
  "OBJECT_COLUMN",
  "OBJECT_ATTRIBUTE",
  "OBJECT_TABCONSTRAINT",
  "OBJECT_TRIGGER",
  "OBJECT_POLICY",
  "OBJECT_RULE",
]);

function renamed(tree: RenameStmt, text: StatementText): DatabaseObject {
  const { renameType, relation, object: node, subname } = tree;
  const type = objectType(renameType);
  if (relation !== undefined) {
    const table = text.relation(relation);
    if (renameType === undefined || !partsOfTables.has(renameType)) return object(type, table);
    return partOf(table, type, text.operand(subname ?? ""));
  }
  if (node === undefined) return globalObject(type, subname, text);
  if (renameType === "OBJECT_DOMCONSTRAINT") return partOf(text.name(namesOf(node)), type, text.operand(subname ?? ""));
  return namedObject(renameType, node, text);
}
