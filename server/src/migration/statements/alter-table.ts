import type { AlterTableCmd, AlterTableStmt, AlterTableType } from "@pgsql/types";
import type { DatabaseObject } from "../database-object.ts";
import type { Change } from "../definition.ts";
import type { Alter, OperationContent } from "../operation.ts";
import { readColumn } from "./column-definition.ts";
import { readConstraint } from "./constraint-definition.ts";
import { readDataType } from "./data-type.ts";
import { object, objectType, partOf } from "./object-names.ts";
import { on, type StatementKind } from "./statement-kinds.ts";
import type { StatementText } from "./statement-text.ts";

/** An alteration of an object that stays. */
export function alter(
  altered: DatabaseObject,
  change: Change,
  ifExists = false,
): Pick<Alter, "kind" | "object" | "change" | "ifExists" | "existingType"> {
  return { kind: "alter", object: altered, change, ifExists, existingType: null };
}

/** A command of ALTER TABLE, and what it is about. */
interface Command {
  readonly tree: AlterTableCmd;
  readonly table: DatabaseObject;
  readonly ifExists: boolean;
  readonly text: StatementText;
}

export const tableAlterations: readonly StatementKind[] = [
  on("AlterTableStmt", (tree, text) =>
    (tree.cmds ?? []).flatMap((node) => ("AlterTableCmd" in node ? [read(node.AlterTableCmd, tree, text)] : [])),
  ),
];

function read(tree: AlterTableCmd, { objtype, relation, missing_ok }: AlterTableStmt, text: StatementText) {
  const table = object(objectType(objtype), text.relation(relation));
  const command: Command = { tree, table, ifExists: missing_ok === true, text };
  const known = tree.subtype === undefined || objtype === "OBJECT_TYPE" ? undefined : commands[tree.subtype];
  return known?.(command) ?? other(command);
}

type Reader = (command: Command) => OperationContent | null;

const commands: Readonly<Partial<Record<AlterTableType, Reader>>> = {
  AT_AddColumn: (command) => {
    const { tree, text } = command;
    if (tree.def === undefined || !("ColumnDef" in tree.def)) return null;
    const definition = readColumn(tree.def.ColumnDef, text);
    return {
      kind: "create",
      object: part(command, "column", tree.def.ColumnDef.colname),
      ifNotExists: tree.missing_ok === true,
      ...onTable(command),
      orReplace: false,
      definition,
    };
  },
  AT_DropColumn: (command) => dropped(command, "column"),
  AT_AddConstraint: (command) => {
    const { tree, text } = command;
    const constraint = tree.def !== undefined && "Constraint" in tree.def ? tree.def.Constraint : undefined;
    const definition = constraint === undefined ? null : readConstraint(constraint, null, text);
    return definition === null
      ? null
      : {
          kind: "create",
          object: part(command, "constraint", constraint?.conname),
          ifNotExists: false,
          ...onTable(command),
          orReplace: false,
          definition,
        };
  },
  AT_DropConstraint: (command) => dropped(command, "constraint"),
  AT_ValidateConstraint: (command) => altered(command, "constraint", { kind: "validate" }),
  AT_AlterColumnType: (command) => {
    const { tree, text } = command;
    if (tree.def === undefined || !("ColumnDef" in tree.def)) return null;
    const { typeName, raw_default } = tree.def.ColumnDef;
    return altered(command, "column", {
      kind: "type",
      type: typeName === undefined ? null : readDataType(typeName, text),
      using: raw_default === undefined ? null : text.expression(raw_default),
    });
  },
  AT_SetNotNull: (command) => altered(command, "column", { kind: "nullable", nullable: false }),
  AT_DropNotNull: (command) => altered(command, "column", { kind: "nullable", nullable: true }),
  AT_ColumnDefault: (command) => {
    const { def } = command.tree;
    return altered(command, "column", {
      kind: "default",
      default: def === undefined ? null : command.text.expression(def),
    });
  },
  AT_AddIdentity: (command) => altered(command, "column", { kind: "identity", change: "add" }),
  AT_SetIdentity: (command) => altered(command, "column", { kind: "identity", change: "set" }),
  AT_DropIdentity: (command) => altered(command, "column", { kind: "identity", change: "drop" }),
  AT_AttachPartition: (command) => partition(command, "attach partition"),
  AT_DetachPartition: (command) => partition(command, "detach partition"),
  AT_DetachPartitionFinalize: (command) => partition(command, "detach partition"),
};

function part({ table, text }: Command, type: "column" | "constraint", name: string | undefined): DatabaseObject {
  const owner = { schema: table.schema, name: table.name ?? text.operand("") };
  return partOf(owner, type, name === undefined ? null : text.operand(name));
}

function onTable({ ifExists }: Command): { readonly ifTableExists?: true } {
  return ifExists ? { ifTableExists: true } : {};
}

function altered(command: Command, type: "column" | "constraint", change: Change): OperationContent {
  const { tree, ifExists } = command;
  return alter(part(command, type, tree.name), change, ifExists || tree.missing_ok === true);
}

function dropped(command: Command, type: "column" | "constraint"): OperationContent {
  const { tree } = command;
  return {
    kind: "drop",
    object: part(command, type, tree.name),
    ifExists: tree.missing_ok === true,
    ...onTable(command),
    cascade: tree.behavior === "DROP_CASCADE",
    concurrently: false,
  };
}

function partition(command: Command, kind: "attach partition" | "detach partition"): OperationContent | null {
  const { tree, table, ifExists, text } = command;
  if (tree.def === undefined || !("PartitionCmd" in tree.def)) return null;
  const { name, concurrent } = tree.def.PartitionCmd;
  return alter(table, { kind, partition: text.relation(name), concurrently: concurrent === true }, ifExists);
}

/** A command by its words, about the column that it names, or the table. */
function other(command: Command): OperationContent {
  const { tree, table, ifExists } = command;
  const { subtype = "" } = tree;
  const words = irregular[subtype] ?? wordsOf(subtype);
  const ofColumn = columnCommands.has(subtype) && tree.name !== undefined;
  return alter(ofColumn ? part(command, "column", tree.name) : table, { kind: "other", command: words }, ifExists);
}

const columnCommands: ReadonlySet<string> = new Set<AlterTableType>([
  "AT_SetStatistics",
  "AT_SetOptions",
  "AT_ResetOptions",
  "AT_SetStorage",
  "AT_SetCompression",
  "AT_SetExpression",
  "AT_DropExpression",
  "AT_AlterColumnGenericOptions",
]);

const irregular: Readonly<Record<string, string>> = {
  AT_AddColumn: "ADD ATTRIBUTE",
  AT_DropColumn: "DROP ATTRIBUTE",
  AT_AlterColumnType: "ALTER ATTRIBUTE",
  AT_ChangeOwner: "OWNER TO",
  AT_ClusterOn: "CLUSTER ON",
  AT_DropCluster: "SET WITHOUT CLUSTER",
  AT_SetUnLogged: "SET UNLOGGED",
  AT_DropOids: "SET WITHOUT OIDS",
  AT_SetTableSpace: "SET TABLESPACE",
  AT_SetRelOptions: "SET",
  AT_ResetRelOptions: "RESET",
  AT_SetOptions: "SET",
  AT_ResetOptions: "RESET",
  AT_EnableTrig: "ENABLE TRIGGER",
  AT_EnableAlwaysTrig: "ENABLE ALWAYS TRIGGER",
  AT_EnableReplicaTrig: "ENABLE REPLICA TRIGGER",
  AT_DisableTrig: "DISABLE TRIGGER",
  AT_EnableTrigAll: "ENABLE TRIGGER ALL",
  AT_DisableTrigAll: "DISABLE TRIGGER ALL",
  AT_EnableTrigUser: "ENABLE TRIGGER USER",
  AT_DisableTrigUser: "DISABLE TRIGGER USER",
  AT_AddInherit: "INHERIT",
  AT_DropInherit: "NO INHERIT",
  AT_AddOf: "OF",
  AT_DropOf: "NOT OF",
  AT_EnableRowSecurity: "ENABLE ROW LEVEL SECURITY",
  AT_DisableRowSecurity: "DISABLE ROW LEVEL SECURITY",
  AT_ForceRowSecurity: "FORCE ROW LEVEL SECURITY",
  AT_NoForceRowSecurity: "NO FORCE ROW LEVEL SECURITY",
  AT_GenericOptions: "OPTIONS",
  AT_AlterColumnGenericOptions: "OPTIONS",
};

/** `AT_SetStatistics` is SET STATISTICS. */
function wordsOf(subtype: string): string {
  return subtype
    .replace(/^AT_/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();
}
