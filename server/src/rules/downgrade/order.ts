import { dependentsOf, mayHaveDependents } from "../../history/schema/dependents.ts";
import type { DatabaseObject } from "../../migration/database-object.ts";
import type { Drop, Operation, Rename } from "../../migration/operation.ts";
import { namesOf } from "../../migration/statements/node-text.ts";
import type { Downgraded } from "./downgraded.ts";
import { Dropped } from "./dropped.ts";
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
  downgraded: Downgraded,
  upgraded: Upgraded,
): readonly Failure[] {
  const removals = new EarlierRemovals();
  const dropped = new Dropped(upgraded.script);
  return operations.flatMap((operation): readonly Failure[] => {
    const failure =
      operation.kind === "drop" && !operation.sheltered
        ? failureOf(operation, downgraded, upgraded, removals, dropped)
        : null;
    dropped.add(operation);
    if (operation.kind === "drop" || operation.kind === "rename") removals.add(operation);
    return failure === null ? [] : [failure];
  });
}

function failureOf(
  drop: Drop,
  downgraded: Downgraded,
  upgraded: Upgraded,
  removals: EarlierRemovals,
  dropped: Dropped,
): Failure | null {
  const users = drop.cascade
    ? []
    : [...dependents(drop, downgraded, upgraded, dropped), ...triggersOf(drop, downgraded, upgraded)];
  if (users.length > 0) return { drop, kind: "in use", by: users };
  const took = goneWith(drop, downgraded, upgraded, removals);
  return took === null ? null : { drop, kind: "gone", with: took };
}

function dependents(
  drop: Drop,
  downgraded: Downgraded,
  upgraded: Upgraded,
  dropped: Dropped,
): readonly DatabaseObject[] {
  const { type, schema, name } = drop.object;
  if (name === null || name.text === null || schema?.text === null || !mayHaveDependents(type)) return [];
  if (!upgraded.mayBeUsed(drop.object, dropped)) return [];
  const met = downgraded.metBy(drop);
  return met === undefined ? [] : dependentsOf(met, type, { schema: schema?.text ?? "public", name: name.text });
}

/** The triggers of this upgrade that call a function. */
function triggersOf(drop: Drop, downgraded: Downgraded, { operations }: Upgraded): readonly DatabaseObject[] {
  const { object } = drop;
  if (object.type !== "function") return [];
  return operations.flatMap((operation) => {
    const { statement } = operation;
    if (operation.kind !== "create" || statement === null || !("CreateTrigStmt" in statement)) return [];
    const names = namesOf(statement.CreateTrigStmt.funcname);
    const calls =
      names.at(-1) === object.name?.text && (names.at(-2) ?? "public") === (object.schema?.text ?? "public");
    if (!calls) return [];
    const met = downgraded.metBy(drop);
    return met !== undefined && presenceIn(met, operation.object) === "present" ? [operation.object] : [];
  });
}

/** The drop that took something with it, or gave it another name, which is then dropped as if it were there. */
function goneWith(
  drop: Drop,
  downgraded: Downgraded,
  upgraded: Upgraded,
  removals: EarlierRemovals,
): Drop | Rename | null {
  const { object, statement } = drop;
  const created = upgraded.creationOf(object)?.object ?? object;
  // DROP INDEX need not say whose it is.
  const table = tableOf(isSame(created, object) ? created : object);
  const took = drop.checked ? null : removals.lastOf(object, table, () => upgraded.columnsOf(object));
  const met = took === null ? undefined : downgraded.metBy(drop);
  if (met === undefined) return null;
  const isPart = object.type === "column" || object.type === "constraint";
  const skipsTable =
    statement !== null && "AlterTableStmt" in statement && statement.AlterTableStmt.missing_ok === true;
  const wasThere = (each: DatabaseObject) =>
    presenceIn(upgraded.after, each) === "present" && presenceIn(met, each) === "absent";
  const lacksTable = isPart && !skipsTable && table !== null && wasThere(table);
  return lacksTable || (!drop.ifExists && wasThere(object)) ? took : null;
}

/** What a downgrade has dropped, or given another name, up to one of its operations. */
class EarlierRemovals {
  readonly #places = new Map<Drop | Rename, number>();
  /** By the names of the objects, columns also by those of their tables. */
  readonly #byName = new Map<string, (Drop | Rename)[]>();

  add(removal: Drop | Rename): void {
    const { type, name, table } = removal.object;
    this.#places.set(removal, this.#places.size);
    // Of the parts of a table only columns take others with them.
    for (const text of new Set([name?.text, type === "column" ? table?.text : null])) {
      if (text == null) continue;
      const known = this.#byName.get(text);
      if (known === undefined) this.#byName.set(text, [removal]);
      else known.push(removal);
    }
  }

  /**
   * The last that was about an object, or took it away with its table or its columns; null for none.
   * @param columns asked where it matters which ones the object is made of.
   */
  lastOf(object: DatabaseObject, table: DatabaseObject | null, columns: Columns): Drop | Rename | null {
    const isOrTakes = (other: Drop | Rename) =>
      isSame(other.object, object) || (table !== null && takes(other, object, table, columns));
    const last = (name: string | null | undefined) => this.#byName.get(name ?? "")?.findLast(isOrTakes) ?? null;
    const [own, withTable] = [last(object.name?.text), last(table?.name?.text)];
    if (own === null || withTable === null) return own ?? withTable;
    return (this.#places.get(own) ?? 0) > (this.#places.get(withTable) ?? 0) ? own : withTable;
  }
}

/** Those that a part of a table is known to be made of; none where that is not known. */
type Columns = () => readonly (string | null)[];

/** Whether what is done to one object takes a part of a table away: the table goes, or a column that it may be made of. */
function takes(
  { kind, object }: Drop | Rename,
  part: DatabaseObject,
  table: DatabaseObject,
  columns: Columns,
): boolean {
  if (object.type !== "column") return isSame(object, table);
  if (kind !== "drop" || part.type === "column" || !isOf(object, table)) return false;
  const known = columns();
  return known.length === 0 || known.includes(null) || known.includes(object.name?.text ?? null);
}

function isOf(part: DatabaseObject, table: DatabaseObject): boolean {
  const own = tableOf(part);
  return own !== null && isSame(own, table);
}

/** The drop after which nothing is in the way of an earlier one any more, as far as it is dropped; null where none of it is. */
export function dropOfUsers(
  users: readonly DatabaseObject[],
  later: readonly Operation[],
  upgraded: Upgraded,
): Drop | null {
  const frees = ({ object }: Drop, user: DatabaseObject) => {
    const table = tableOf(user);
    if (isSame(object, user) || (table !== null && isSame(object, table))) return true;
    if (object.type !== "column" || user.type !== "constraint" || table === null || !isOf(object, table)) return false;
    return upgraded.columnsOf(user).includes(object.name?.text ?? null);
  };
  const places = users.map((user) =>
    later.findIndex((operation) => operation.kind === "drop" && frees(operation, user)),
  );
  const last = later[Math.max(-1, ...places)];
  return last?.kind === "drop" ? last : null;
}
