import type { DefElem, Node } from "@pgsql/types";
import type { Operation } from "./operation.ts";

/**
 * The command, in PostgreSQL's own words, when PostgreSQL refuses it in a transaction block (25001 active_sql_transaction); null for one that it
 * takes there. Each was tried on PostgreSQL 15 and 18: test/database/outside-transaction.test.ts. What depends on the database, as REINDEX of a
 * partitioned table, is null.
 */
export function refusedInTransaction(operation: Operation): string | null {
  if (operation.statement !== null) return refusedStatement(operation.statement);
  if (operation.kind === "drop" && operation.concurrently && operation.object.type === "index")
    return "DROP INDEX CONCURRENTLY";
  if (operation.kind === "create" && operation.definition?.kind === "index" && operation.definition.concurrently)
    return "CREATE INDEX CONCURRENTLY";
  return null;
}

function refusedStatement(node: Node): string | null {
  if ("IndexStmt" in node) return node.IndexStmt.concurrent ? "CREATE INDEX CONCURRENTLY" : null;
  if ("DropStmt" in node) return node.DropStmt.concurrent ? "DROP INDEX CONCURRENTLY" : null;
  if ("ReindexStmt" in node) return refusedReindex(node.ReindexStmt.kind, node.ReindexStmt.params ?? []);
  if ("AlterTableStmt" in node) return detachesConcurrently(node) ? "DETACH PARTITION CONCURRENTLY" : null;
  if ("VacuumStmt" in node) return node.VacuumStmt.is_vacuumcmd ? "VACUUM" : null;
  if ("ClusterStmt" in node) return node.ClusterStmt.relation === undefined ? "CLUSTER without a table" : null;
  if ("CreatedbStmt" in node) return "CREATE DATABASE";
  if ("DropdbStmt" in node) return "DROP DATABASE";
  if ("AlterDatabaseStmt" in node)
    return named(node.AlterDatabaseStmt.options, "tablespace") === null ? null : "ALTER DATABASE … SET TABLESPACE";
  if ("CreateTableSpaceStmt" in node) return "CREATE TABLESPACE";
  if ("DropTableSpaceStmt" in node) return "DROP TABLESPACE";
  if ("AlterSystemStmt" in node) return "ALTER SYSTEM";
  if ("CreateSubscriptionStmt" in node)
    return createsSlot(node.CreateSubscriptionStmt.options) ? "CREATE SUBSCRIPTION" : null;
  if ("DropSubscriptionStmt" in node) return "DROP SUBSCRIPTION";
  if ("DiscardStmt" in node) return node.DiscardStmt.target === "DISCARD_ALL" ? "DISCARD ALL" : null;
  return null;
}

function refusedReindex(kind: string | undefined, params: readonly Node[]): string | null {
  const concurrently = named(params, "concurrently");
  if (concurrently !== null && isOn(concurrently)) return "REINDEX CONCURRENTLY";
  const wide: Readonly<Record<string, string>> = {
    REINDEX_OBJECT_SCHEMA: "REINDEX SCHEMA",
    REINDEX_OBJECT_SYSTEM: "REINDEX SYSTEM",
    REINDEX_OBJECT_DATABASE: "REINDEX DATABASE",
  };
  return wide[kind ?? ""] ?? null;
}

function detachesConcurrently(node: Extract<Node, { AlterTableStmt: unknown }>): boolean {
  return (node.AlterTableStmt.cmds ?? []).some((command) => {
    if (!("AlterTableCmd" in command)) return false;
    const { subtype, def } = command.AlterTableCmd;
    return (
      subtype === "AT_DetachPartition" &&
      def !== undefined &&
      "PartitionCmd" in def &&
      def.PartitionCmd.concurrent === true
    );
  });
}

/** `create_slot` is true where neither it nor `connect` says otherwise. */
function createsSlot(options: readonly Node[] | undefined): boolean {
  return ["create_slot", "connect"].every((name) => {
    const option = named(options, name);
    return option === null || isOn(option);
  });
}

function named(options: readonly Node[] | undefined, name: string): DefElem | null {
  for (const option of options ?? []) {
    if ("DefElem" in option && option.DefElem.defname === name) return option.DefElem;
  }
  return null;
}

/** A boolean option as PostgreSQL reads it: on where no value is given. */
function isOn({ arg }: DefElem): boolean {
  if (arg === undefined) return true;
  if ("String" in arg) return !["false", "off", "0"].includes((arg.String.sval ?? "").toLowerCase());
  if ("Boolean" in arg) return arg.Boolean.boolval === true;
  return !("Integer" in arg) || (arg.Integer.ival ?? 0) !== 0;
}
