import { dependentsOf } from "../../history/schema/dependents.ts";
import type { Schema } from "../../history/schema/schema.ts";
import type { DatabaseObject } from "../../migration/database-object.ts";
import type { Drop, Operation, Rename } from "../../migration/operation.ts";
import { namesOf } from "../../migration/statements/node-text.ts";
import { isSame, tableOf } from "./objects.ts";
import { presenceIn, type Upgraded } from "./upgraded.ts";

/** Why a drop fails where it stands. */
export type Failure =
  /** These are still there, and made of what is dropped: 2BP01. */
  | { readonly drop: Drop; readonly kind: "in use"; readonly by: readonly DatabaseObject[] }
  /** It has gone with this before: 42704, 42703, 42P01. */
  | { readonly drop: Drop; readonly kind: "gone"; readonly with: Drop | Rename };

/** The drops of a downgrade that fail because of their order, by the schema that each of them meets. */
export function failingDrops(
  operations: readonly Operation[],
  met: ReadonlyMap<Operation, Schema>,
  upgraded: Upgraded,
): readonly Failure[] {
  return operations.flatMap((drop, index): readonly Failure[] => {
    const schema = met.get(drop);
    if (drop.kind !== "drop" || drop.sheltered || schema === undefined) return [];
    const users = drop.cascade ? [] : [...dependents(drop, schema), ...triggersOf(drop, schema, upgraded)];
    if (users.length > 0) return [{ drop, kind: "in use", by: users }];
    const took = goneWith(drop, schema, upgraded, operations.slice(0, index));
    return took === null ? [] : [{ drop, kind: "gone", with: took }];
  });
}

function dependents({ object }: Drop, met: Schema): readonly DatabaseObject[] {
  const { type, schema, name } = object;
  if (name === null || name.text === null || schema?.text === null) return [];
  return dependentsOf(met, type, { schema: schema?.text ?? "public", name: name.text });
}

/** The triggers of this upgrade that call a function. */
function triggersOf({ object }: Drop, met: Schema, { operations }: Upgraded): readonly DatabaseObject[] {
  if (object.type !== "function") return [];
  return operations.flatMap((operation) => {
    const { statement } = operation;
    if (operation.kind !== "create" || statement === null || !("CreateTrigStmt" in statement)) return [];
    const names = namesOf(statement.CreateTrigStmt.funcname);
    const calls =
      names.at(-1) === object.name?.text && (names.at(-2) ?? "public") === (object.schema?.text ?? "public");
    return calls && presenceIn(met, operation.object) === "present" ? [operation.object] : [];
  });
}

/** The drop that took something with it, or gave it another name, which is then dropped as if it were there. */
function goneWith(drop: Drop, met: Schema, upgraded: Upgraded, earlier: readonly Operation[]): Drop | Rename | null {
  const { object, statement } = drop;
  const created = upgraded.creationOf(object)?.object ?? object;
  // DROP INDEX need not say whose it is.
  const table = tableOf(isSame(created, object) ? created : object);
  const isPart = object.type === "column" || object.type === "constraint";
  const skipsTable =
    statement !== null && "AlterTableStmt" in statement && statement.AlterTableStmt.missing_ok === true;
  const wasThere = (each: DatabaseObject) =>
    presenceIn(upgraded.after, each) === "present" && presenceIn(met, each) === "absent";
  const lacksTable = isPart && !skipsTable && table !== null && wasThere(table);
  if (drop.checked || !(lacksTable || (!drop.ifExists && wasThere(object)))) return null;
  const columns = columnsOf(object, upgraded.after);
  const took = earlier.findLast(
    (other): other is Drop | Rename =>
      (other.kind === "drop" || other.kind === "rename") &&
      (isSame(other.object, object) || (table !== null && takes(other, object, table, columns))),
  );
  return took ?? null;
}

/**
 * Whether what is done to one object takes a part of a table away: the table goes, or a column that it may be made of.
 * @param columns those that the part is known to be made of.
 */
function takes(
  { kind, object }: Drop | Rename,
  part: DatabaseObject,
  table: DatabaseObject,
  columns: readonly (string | null)[],
): boolean {
  if (object.type !== "column") return isSame(object, table);
  if (kind !== "drop" || part.type === "column" || !isOf(object, table)) return false;
  return columns.length === 0 || columns.includes(null) || columns.includes(object.name?.text ?? null);
}

function isOf(part: DatabaseObject, table: DatabaseObject): boolean {
  const own = tableOf(part);
  return own !== null && isSame(own, table);
}

/** The last drop that takes away what is in the way of an earlier one; null where there is none. */
export function dropOfUsers(
  users: readonly DatabaseObject[],
  later: readonly Operation[],
  { after }: Upgraded,
): Drop | null {
  const frees = ({ object }: Drop, user: DatabaseObject) => {
    const table = tableOf(user);
    if (isSame(object, user) || (table !== null && isSame(object, table))) return true;
    if (object.type !== "column" || user.type !== "constraint" || table === null || !isOf(object, table)) return false;
    return columnsOf(user, after).includes(object.name?.text ?? null);
  };
  return (
    later.findLast(
      (operation): operation is Drop => operation.kind === "drop" && users.some((user) => frees(operation, user)),
    ) ?? null
  );
}

/** The columns of a constraint; none where they are not known. */
function columnsOf({ schema, table, name }: DatabaseObject, after: Schema): readonly (string | null)[] {
  if (table?.text == null || name?.text == null) return [];
  const owner = after.table({ schema: schema?.text ?? "public", name: table.text });
  return owner?.constraints.get(name.text)?.columns ?? [];
}
