import type { DatabaseObject } from "../database-object.ts";
import type { Drop } from "../operation.ts";
import { globalObject, namedObject } from "./object-names.ts";
import { on, type StatementKind } from "./statement-kinds.ts";

type Content = Pick<Drop, "kind" | "object" | "ifExists" | "cascade" | "concurrently">;

function drop(object: DatabaseObject, missingOk: boolean | undefined, cascade = false, concurrently = false): Content {
  return { kind: "drop", object, ifExists: missingOk === true, cascade, concurrently };
}

export const objectDrops: readonly StatementKind[] = [
  on("DropStmt", (tree, text) =>
    (tree.objects ?? []).map((node) =>
      drop(
        namedObject(tree.removeType, node, text),
        tree.missing_ok,
        tree.behavior === "DROP_CASCADE",
        tree.concurrent === true,
      ),
    ),
  ),
  on("DropRoleStmt", (tree, text) =>
    (tree.roles ?? []).flatMap((role) =>
      "RoleSpec" in role ? [drop(globalObject("role", role.RoleSpec.rolename, text), tree.missing_ok)] : [],
    ),
  ),
  on("DropdbStmt", (tree, text) => drop(globalObject("database", tree.dbname, text), tree.missing_ok)),
  on("DropTableSpaceStmt", (tree, text) =>
    drop(globalObject("tablespace", tree.tablespacename, text), tree.missing_ok),
  ),
  on("DropSubscriptionStmt", (tree, text) =>
    drop(globalObject("subscription", tree.subname, text), tree.missing_ok, tree.behavior === "DROP_CASCADE"),
  ),
  on("DropUserMappingStmt", (tree, text) => drop(globalObject("other", tree.user?.rolename, text), tree.missing_ok)),
];
