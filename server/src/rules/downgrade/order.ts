import { dependentsOf } from "../../history/schema/dependents.ts";
import type { Schema } from "../../history/schema/schema.ts";
import type { DatabaseObject } from "../../migration/database-object.ts";
import type { Drop, Operation } from "../../migration/operation.ts";
import { namesOf } from "../../migration/statements/node-text.ts";
import { isSame, tableOf } from "./objects.ts";
import { presenceIn, type Upgraded } from "./upgraded.ts";

/** Why a drop fails where it stands. */
export type Failure =
  /** These are still there, and made of what is dropped: 2BP01. */
  | { readonly drop: Drop; readonly kind: "in use"; readonly by: readonly DatabaseObject[] }
  /** It has gone with this before: 42704, 42703, 42P01. */
  | { readonly drop: Drop; readonly kind: "gone"; readonly with: Drop };

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

/** The drop that took something with it which is then dropped as if it were there. */
function goneWith(drop: Drop, met: Schema, upgraded: Upgraded, earlier: readonly Operation[]): Drop | null {
  const { after } = upgraded;
  const { object, statement } = drop;
  // DROP INDEX need not say whose it is.
  const table = tableOf(object) ?? tableOf(upgraded.creationOf(object)?.object ?? object);
  const isAltered = object.type === "column" || object.type === "constraint";
  const skipsTable =
    statement !== null && "AlterTableStmt" in statement && statement.AlterTableStmt.missing_ok === true;
  const wasThere = (each: DatabaseObject) =>
    presenceIn(after, each) === "present" && presenceIn(met, each) === "absent";
  const lacksTable = isAltered && !skipsTable && table !== null && wasThere(table);
  if (drop.checked || !(lacksTable || (!drop.ifExists && wasThere(object)))) return null;
  const taker = earlier.findLast(
    (other) => other.kind === "drop" && (isSame(other.object, object) || (table !== null && mayTake(other, table))),
  );
  return taker?.kind === "drop" ? taker : null;
}

function mayTake({ object }: Pick<Drop, "object">, part: DatabaseObject): boolean {
  const [own, table] = [tableOf(object), tableOf(part)];
  return own !== null && table !== null && isSame(own, table);
}

/** The last drop that takes away what is in the way of an earlier one; null where there is none. */
export function dropOfUsers(
  users: readonly DatabaseObject[],
  later: readonly Operation[],
  { after }: Upgraded,
): Drop | null {
  const takes = ({ object }: Drop, user: DatabaseObject) => {
    const table = tableOf(user);
    if (isSame(object, user) || (table !== null && isSame(object, table))) return true;
    return (
      object.type === "column" &&
      user.type === "constraint" &&
      mayTake({ object }, user) &&
      columnsOf(user, after).includes(object.name?.text ?? null)
    );
  };
  return (
    later.findLast(
      (operation): operation is Drop => operation.kind === "drop" && users.some((user) => takes(operation, user)),
    ) ?? null
  );
}

function columnsOf({ schema, table, name }: DatabaseObject, after: Schema): readonly (string | null)[] {
  if (table?.text == null || name?.text == null) return [];
  const owner = after.table({ schema: schema?.text ?? "public", name: table.text });
  return owner?.constraints.get(name.text)?.columns ?? [];
}
