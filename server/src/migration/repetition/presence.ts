import type { DatabaseObject, ObjectType } from "../database-object.ts";
import { mayBeMadeFor } from "../made-name.ts";
import type { Create } from "../operation.ts";
import { keyOf, mayBeKeyOf, outlives, tableKey } from "./object-key.ts";

const relations: readonly ObjectType[] = ["table", "foreign table", "view", "materialized view", "index", "sequence"];

/** What operations have made or removed. */
export class Presence {
  private readonly present = new Map<string, boolean>();
  private readonly temporary = new Set<string>();
  /** What belongs to a table: each with the columns that it goes with, null where they can't be known. */
  private readonly parts = new Map<string, Map<string, readonly (string | null)[] | null>>();
  /** Those that were dropped, by their tables. */
  private readonly droppedConstraints = new Map<string, DatabaseObject[]>();

  /** Null for what no operation has touched. */
  of(key: string | null): boolean | null {
    return key === null ? null : (this.present.get(key) ?? null);
  }

  /** As `of`, for an object of which a look may not tell the type. What is in a table that is gone is gone. */
  ofObject(object: DatabaseObject): boolean | null {
    const types = object.type === "relation" ? relations : [object.type];
    const known = types.map((type) => this.of(keyOf({ ...object, type }))).filter((each) => each !== null);
    if (known.length > 0) return known.includes(true);
    return object.table !== null && this.of(tableKey(object)) === false ? false : null;
  }

  set(key: string | null, present: boolean): void {
    if (key !== null) this.present.set(key, present);
  }

  /**
   * As `set`, for what belongs to a table.
   * @param columns those that it goes with; none for a column itself, null where they can't be known.
   */
  setPart(
    key: string | null,
    present: boolean,
    table: string | null,
    columns: readonly (string | null)[] | null = null,
  ): void {
    this.set(key, present);
    if (key === null || table === null) return;
    const parts = this.parts.get(table) ?? new Map();
    this.parts.set(table, parts.set(key, columns));
  }

  /** For `goneByMadeName`. */
  noteDroppedConstraint(dropped: DatabaseObject): void {
    const table = tableKey(dropped);
    if (table !== null) this.droppedConstraints.set(table, [...(this.droppedConstraints.get(table) ?? []), dropped]);
  }

  /** The dropped constraint whose name a convention may make anew for what is created; of several the shortest. Null for none. */
  goneByMadeName(creation: Create): DatabaseObject | null {
    const lengthOf = ({ name }: DatabaseObject) => name?.text?.length ?? 0;
    const fitting = (this.droppedConstraints.get(tableKey(creation.object) ?? "") ?? []).filter(
      (dropped) => mayBeMadeFor(creation, dropped.name?.text ?? "") && this.of(keyOf(dropped)) === false,
    );
    return fitting.sort((a, b) => lengthOf(a) - lengthOf(b))[0] ?? null;
  }

  /** What belongs to a table goes with it. */
  dropPartsOf(table: string | null): void {
    if (table === null) return;
    for (const key of this.parts.get(table)?.keys() ?? []) this.present.set(key, false);
  }

  /** Nothing is known any more of what belongs to a table. */
  forgetPartsOf(table: string | null): void {
    if (table === null) return;
    for (const key of this.parts.get(table)?.keys() ?? []) this.present.delete(key);
    this.parts.delete(table);
  }

  /** What may have gone with a column is not known any more; what was gone before it stays so. */
  forgetPartsOn(table: string | null, column: string | null): void {
    if (table === null) return;
    for (const [key, columns] of this.parts.get(table) ?? []) {
      const goes = columns === null || column === null || columns.includes(column) || columns.includes(null);
      if (goes && this.of(key) === true) this.present.delete(key);
    }
  }

  /** An object of which parts of the name can't be known, with what belongs to it, is gone: so may be any that fits. */
  forgetFitting(dropped: DatabaseObject): void {
    const fits = (key: string) => mayBeKeyOf(key, dropped);
    const parts = [...this.parts].filter(([table]) => fits(table)).flatMap(([, keys]) => [...keys.keys()]);
    for (const key of [...[...this.present.keys()].filter(fits), ...parts])
      if (this.present.get(key) === true) this.present.delete(key);
  }

  /** What depends on a dropped object may have gone with it; what is gone stays so. */
  forgetDependents(dropped: DatabaseObject): void {
    for (const [key, present] of this.present) if (present && !outlives(key, dropped)) this.present.delete(key);
  }

  /** What is made for the session only: it is gone, with what belongs to it, when the next one begins. */
  setTemporary(key: string | null): void {
    if (key !== null) this.temporary.add(key);
  }

  endSession(): void {
    for (const key of this.temporary) {
      this.dropPartsOf(key);
      this.present.set(key, false);
    }
    this.temporary.clear();
  }
}
