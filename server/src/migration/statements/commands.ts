import type { Node, ReindexObjectType } from "@pgsql/types";
import type { DatabaseObject } from "../database-object.ts";
import type { Command, Comment, OperationContent, TransactionControl } from "../operation.ts";
import { stringOf } from "./node-text.ts";
import { globalObject, namedObject, object, objectType } from "./object-names.ts";
import { on, type StatementKind } from "./statement-kinds.ts";
import type { StatementText } from "./statement-text.ts";

type Content = Pick<Command, "kind" | "name" | "concurrently" | "object">;

/** A command by the name that PostgreSQL's documentation gives it. */
export function command(name: string, about: DatabaseObject | null = null, concurrently = false): Content {
  return { kind: "command", name, concurrently, object: about };
}

/** A command for each of some tables; about none in particular where it names none. */
function forEachTable(name: string, relations: readonly Node[] | undefined, text: StatementText): readonly Content[] {
  const tables = (relations ?? []).map((node) => {
    const relation = "VacuumRelation" in node ? node.VacuumRelation.relation : "RangeVar" in node ? node.RangeVar : {};
    return command(name, object("table", text.relation(relation)));
  });
  return tables.length === 0 ? [command(name)] : tables;
}

export const commands: readonly StatementKind[] = [
  on("TransactionStmt", (tree) => ({
    kind: "transaction control",
    through: "sql",
    command: transactionCommands[tree.kind ?? ""] ?? "other",
  })),
  on("CommentStmt", (tree, text): readonly Pick<Comment, "kind" | "object" | "text">[] =>
    tree.object === undefined
      ? []
      : [
          {
            kind: "comment",
            object: namedObject(tree.objtype, tree.object, text),
            // An empty comment is none; PostgreSQL drops it.
            text: tree.comment === undefined ? null : text.operand(tree.comment),
          },
        ],
  ),
  on("ReindexStmt", (tree, text) => {
    const kind = tree.kind === undefined ? "" : tree.kind.replace("REINDEX_OBJECT_", "");
    const type = tree.kind === undefined ? "other" : reindexed[tree.kind];
    const about =
      tree.relation === undefined ? globalObject(type, tree.name, text) : object(type, text.relation(tree.relation));
    const concurrently = (tree.params ?? []).some(
      (option) => "DefElem" in option && option.DefElem.defname === "concurrently" && !isOff(option.DefElem.arg),
    );
    return command(`REINDEX ${kind}`, about, concurrently);
  }),
  on("RefreshMatViewStmt", (tree, text) =>
    command(
      "REFRESH MATERIALIZED VIEW",
      object("materialized view", text.relation(tree.relation)),
      tree.concurrent === true,
    ),
  ),
  on("VacuumStmt", (tree, text) => forEachTable(tree.is_vacuumcmd === true ? "VACUUM" : "ANALYZE", tree.rels, text)),
  on("ClusterStmt", (tree, text) =>
    command("CLUSTER", tree.relation === undefined ? null : object("table", text.relation(tree.relation))),
  ),
  on("LockStmt", (tree, text) => forEachTable("LOCK", tree.relations, text)),
  on("VariableSetStmt", ({ kind, name }) => {
    if (kind === "VAR_RESET" || kind === "VAR_RESET_ALL") return command("RESET");
    return command(variableCommands[name ?? ""] ?? "SET");
  }),
  on("SecLabelStmt", (tree, text) =>
    command("SECURITY LABEL", tree.object === undefined ? null : namedObject(tree.objtype, tree.object, text)),
  ),
  on("ImportForeignSchemaStmt", (tree, text) =>
    command("IMPORT FOREIGN SCHEMA", globalObject("schema", tree.local_schema, text)),
  ),
  on("GrantStmt", (tree, text): readonly OperationContent[] => {
    const name = tree.is_grant === true ? "GRANT" : "REVOKE";
    // ALL TABLES IN SCHEMA names schemas.
    const type = tree.targtype === "ACL_TARGET_ALL_IN_SCHEMA" ? "OBJECT_SCHEMA" : tree.objtype;
    return (tree.objects ?? []).map((node) => command(name, namedObject(type, node, text)));
  }),
  on("GrantRoleStmt", (tree, text) =>
    (tree.granted_roles ?? []).map((node) =>
      command(
        tree.is_grant === true ? "GRANT" : "REVOKE",
        globalObject("role", "AccessPriv" in node ? node.AccessPriv.priv_name : undefined, text),
      ),
    ),
  ),
  on("AlterDefaultPrivilegesStmt", (tree, text) => {
    const option = (tree.options ?? []).find((node) => "DefElem" in node && node.DefElem.defname === "schemas");
    const names = option !== undefined && "DefElem" in option ? option.DefElem.arg : undefined;
    const schemas = names !== undefined && "List" in names ? (names.List.items ?? []) : [];
    const name = "ALTER DEFAULT PRIVILEGES";
    if (schemas.length === 0) return command(name);
    return schemas.map((schema) => command(name, globalObject(objectType("OBJECT_SCHEMA"), stringOf(schema), text)));
  }),
  on("AlterSystemStmt", () => command("ALTER SYSTEM")),
  on("VariableShowStmt", () => command("SHOW")),
  on("ListenStmt", () => command("LISTEN")),
  on("UnlistenStmt", () => command("UNLISTEN")),
  on("NotifyStmt", () => command("NOTIFY")),
  on("PrepareStmt", () => command("PREPARE")),
  on("ExecuteStmt", () => command("EXECUTE")),
  on("DeallocateStmt", () => command("DEALLOCATE")),
  on("DiscardStmt", () => command("DISCARD")),
  on("CheckPointStmt", () => command("CHECKPOINT")),
  on("LoadStmt", () => command("LOAD")),
  on("ConstraintsSetStmt", () => command("SET CONSTRAINTS")),
  on("DeclareCursorStmt", () => command("DECLARE")),
  on("FetchStmt", () => command("FETCH")),
  on("ClosePortalStmt", () => command("CLOSE")),
  on("ReassignOwnedStmt", () => command("REASSIGN OWNED")),
  on("DropOwnedStmt", () => command("DROP OWNED")),
  on("DoStmt", () => command("DO")),
];

const reindexed: Readonly<Record<ReindexObjectType, DatabaseObject["type"]>> = {
  REINDEX_OBJECT_INDEX: "index",
  REINDEX_OBJECT_TABLE: "table",
  REINDEX_OBJECT_SCHEMA: "schema",
  REINDEX_OBJECT_SYSTEM: "database",
  REINDEX_OBJECT_DATABASE: "database",
};

const variableCommands: Readonly<Record<string, string>> = {
  TRANSACTION: "SET TRANSACTION",
  "SESSION CHARACTERISTICS": "SET SESSION CHARACTERISTICS",
  "TRANSACTION SNAPSHOT": "SET TRANSACTION",
  session_authorization: "SET SESSION AUTHORIZATION",
  role: "SET ROLE",
};

const transactionCommands: Readonly<Record<string, TransactionControl["command"]>> = {
  TRANS_STMT_BEGIN: "begin",
  TRANS_STMT_START: "begin",
  TRANS_STMT_COMMIT: "commit",
  TRANS_STMT_ROLLBACK: "rollback",
  TRANS_STMT_SAVEPOINT: "savepoint",
  TRANS_STMT_ROLLBACK_TO: "rollback to savepoint",
  TRANS_STMT_RELEASE: "release savepoint",
};

/** An option that is switched off: `(CONCURRENTLY false)`. */
function isOff(value: Node | undefined): boolean {
  if (value === undefined) return false;
  const text = "Boolean" in value ? String(value.Boolean.boolval === true) : stringOf(value).toLowerCase();
  return ["false", "off", "0"].includes("Integer" in value ? String(value.Integer.ival ?? 0) : text);
}
