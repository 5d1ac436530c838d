import { columnTypeName } from "../../history/schema/inventory.ts";
import { recordedOperation } from "../../history/schema/recording/record-operation.ts";
import type { DatabaseObject } from "../../migration/database-object.ts";
import { dropCreation, isConcurrent } from "../../migration/edit/undo/drop-creation.ts";
import { type FormerColumn, undoAlter, undoRename, undoRenamedValue } from "../../migration/edit/undo/undo-change.ts";
import type { Alter, Create, Drop, Operation, Rename, Write } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import { isSame, tableOf } from "./objects.ts";
import { isTemporary, presenceIn, type Upgraded } from "./upgraded.ts";

/** A statement of a downgrade. */
export interface Undo {
  readonly sql: string;
  /** It can't be run in a transaction. */
  readonly concurrently: boolean;
}

/** How an upgrade is taken back: by these statements, or not at all because of one of its operations. */
export type Mirror = { readonly undos: readonly Undo[] } | { readonly obstacle: Operation };

/** What takes back everything that `upgrade` does, the last of it first. What is added to an enum type stays. */
export function mirrorOf(script: MigrationScript, upgraded: Upgraded): Mirror {
  const mirror = new MirrorOf(script, upgraded);
  const undos = new Map<string, Undo>();
  for (const operation of upgraded.operations.toReversed()) {
    const undo = mirror.undo(operation);
    if (undo === null) return { obstacle: operation };
    if (undo !== "nothing" && !undos.has(undo.sql)) undos.set(undo.sql, undo);
  }
  return { undos: [...undos.values()] };
}

/** What drops something that the upgrade has created. */
export function undoCreation(creation: Create, upgraded: Upgraded): Undo | null {
  const { definition, directive } = creation;
  // A convention may make another name of it: `ck_%(table_name)s_%(constraint_name)s` (SQLAlchemy, Configuring Constraint Naming Conventions).
  if (upgraded.hasConvention && directive !== null && definition?.kind === "constraint" && definition.type === "check")
    return null;
  const sql = dropCreation(creation, mayLackTable(creation, upgraded));
  return sql === null ? null : { sql, concurrently: isConcurrent(creation) };
}

/** Whether the table that an operation is about may be missing in the downgrade: it was looked for, or is moved or dropped itself. */
function mayLackTable({ guards, object, statement }: Create | Rename | Alter, upgraded: Upgraded): boolean {
  const table = tableOf(object);
  return (
    upgraded.movesTables ||
    (table !== null && table !== object && upgraded.creationOf(table) !== null) ||
    guards.some((guard) => guard.kind !== "handler" && !(guard.kind === "existence" && isSame(guard.object, object))) ||
    (statement !== null && "AlterTableStmt" in statement && statement.AlterTableStmt.missing_ok === true)
  );
}

/** Commands that leave something behind which can't be seen in the schema. */
const lasting: ReadonlySet<string> = new Set([
  "GRANT",
  "REVOKE",
  "ALTER DEFAULT PRIVILEGES",
  "ALTER SYSTEM",
  "SECURITY LABEL",
  "REASSIGN OWNED",
]);

/** What columns, indexes and constraints are made of. */
const usable: ReadonlySet<string> = new Set(["type", "domain", "function", "sequence"]);

class MirrorOf {
  readonly #upgraded: Upgraded;
  readonly #script: MigrationScript;
  readonly #usable: readonly Operation[];

  constructor(script: MigrationScript, upgraded: Upgraded) {
    this.#upgraded = upgraded;
    this.#usable = upgraded.operations.filter(
      (operation) => operation.kind === "create" && usable.has(operation.object.type),
    );
    this.#script = script;
  }

  /** Null where an operation can't be undone. */
  undo(operation: Operation): Undo | "nothing" | null {
    switch (operation.kind) {
      case "create":
        return this.#create(operation);
      case "drop":
        return this.#drop(operation) ? "nothing" : null;
      case "rename": {
        if (this.#upgraded.creationOf(operation.object) !== null) return null;
        return statement(undoRename(operation, mayLackTable(operation, this.#upgraded)));
      }
      case "alter":
        return this.#alter(operation);
      case "rename enum value":
        return statement(undoRenamedValue(operation));
      case "insert":
        return this.#isMade({ type: "table", table: null, ...operation.table }) ? "nothing" : null;
      case "write":
        return this.#writes(operation) ? "nothing" : null;
      case "add enum value":
      case "comment":
      case "transaction control":
        return "nothing";
      case "command":
        if (lasting.has(operation.name))
          return operation.object !== null && this.#isMade(operation.object) ? "nothing" : null;
        break;
      case "drop enum value":
        return null;
      default:
    }
    const deeds = recordedOperation(operation, this.#script);
    return deeds.some(({ kind }) => kind === "opaque") ? null : "nothing";
  }

  #create(creation: Create): Undo | "nothing" | null {
    const upgraded = this.#upgraded;
    const { object } = creation;
    if (isTemporary(creation) || (object.type === "schema" && object.name?.text === "public")) return "nothing";
    const [before, after] = [presenceIn(upgraded.before, object), presenceIn(upgraded.after, object)];
    // Others may use it by now.
    if (object.type === "extension") return before === "absent" ? undoCreation(creation, upgraded) : "nothing";
    if (before === "present") return creation.ifNotExists || creation.checked ? "nothing" : null;
    if (after === "absent") return "nothing";
    if (upgraded.creationOfTable(creation) !== null && !this.#staysInTheWay(creation)) return "nothing";
    if (object.name === null && upgraded.goesWithColumn(creation)) return "nothing";
    const replaced = before === "unknown" && upgraded.goesBefore(creation) && !this.#isCleared(creation);
    return replaced ? null : undoCreation(creation, upgraded);
  }

  /**
   * What keeps something that was created after its new table from being dropped before that: triggers use functions, foreign keys other tables,
   * columns types.
   */
  #staysInTheWay(creation: Create): boolean {
    const { definition, object } = creation;
    const owner = this.#upgraded.creationOfTable(creation);
    if (owner === null || object.type === "trigger" || object.type === "policy" || object.type === "rule") return true;
    if (definition?.kind === "constraint" && definition.references !== null) {
      const target = this.#upgraded.creationOf({ type: "table", table: null, ...definition.references.table });
      return target !== null && this.#upgraded.isLater(target, owner);
    }
    const isPlain = definition?.kind === "index" && definition.where === null && !definition.columns.includes(null);
    if (isPlain || creation.origin.call === owner.origin.call) return false;
    return this.#usable.some(
      (other) => this.#upgraded.isLater(other, owner) && this.#upgraded.isLater(creation, other),
    );
  }

  /** Whether what is dropped before a creation is only dropped so that the creation passes. */
  #isCleared({ object }: Create): boolean {
    return this.#upgraded.removalsOf(object).some((drop) => drop.ifExists || drop.checked);
  }

  /** Whether a drop takes nothing away that was there before, or only clears the place for what is created. */
  #drop({ object, ifExists, checked }: Drop): boolean {
    if (this.#isMade(object) || presenceIn(this.#upgraded.before, object) === "absent") return true;
    const creation = this.#upgraded.creationOf(object);
    return creation !== null && isSame(creation.object, object) && (ifExists || checked);
  }

  /** Whether an object is, or belongs to, what this upgrade creates, before it drops it. */
  #isMade(object: DatabaseObject): boolean {
    const { before } = this.#upgraded;
    const made = this.#upgraded.creationOf(object);
    if (made === null || presenceIn(before, made.object) === "present") return false;
    return this.#upgraded.removalsOf(made.object).every((removal) => this.#upgraded.isLater(removal, made));
  }

  #alter(alter: Alter): Undo | "nothing" | null {
    if (alter.change.kind === "validate") return "nothing";
    if (this.#isMade(alter.object)) return alter.change.kind === "schema" ? null : "nothing";
    if (alter.guards.some(({ kind }) => kind === "gate" || kind === "query")) return null;
    return statement(undoAlter(alter, this.#former(alter), mayLackTable(alter, this.#upgraded)));
  }

  /** A column as the history knows it. */
  #former({ object: { type, schema, table, name } }: Alter): FormerColumn {
    const { before } = this.#upgraded;
    if (type !== "column" || table?.text == null || name?.text == null || schema?.text === null)
      return { type: null, default: undefined };
    const owner = { schema: schema?.text ?? "public", name: table.text };
    const columnType = before.columnType(owner, name.text);
    const known = columnType === null ? undefined : before.table(owner)?.columns.get(name.text);
    return {
      type: columnType === null ? null : columnTypeName(before, columnType),
      default: known?.hasDefault === false ? null : (known?.default ?? undefined),
    };
  }

  /** Whether what is written goes with what was created for it. */
  #writes({ table, statement: sql }: Write): boolean {
    if (this.#isMade({ type: "table", table: null, ...table })) return true;
    if (sql === null || !("UpdateStmt" in sql)) return false;
    const targets = sql.UpdateStmt.targetList ?? [];
    return targets.every((target) => {
      const text = "ResTarget" in target ? (target.ResTarget.name ?? null) : null;
      const name = { text, expression: null };
      return this.#isMade({ type: "column", schema: table.schema, table: table.name, name });
    });
  }
}

function statement(sql: string | null): Undo | null {
  return sql === null ? null : { sql, concurrently: false };
}
