import type { DatabaseObject, ObjectType } from "../database-object.ts";
import { keyOf, tableKey } from "./object-key.ts";

const relations: readonly ObjectType[] = ["table", "foreign table", "view", "materialized view", "index", "sequence"];

/** What operations have made or removed. */
export class Presence {
  private readonly present = new Map<string, boolean>();
  private readonly parts = new Map<string, Set<string>>();

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

  /** @param table the one that it goes with; null for what stands by itself. */
  set(key: string | null, present: boolean, table: string | null = null): void {
    if (key === null) return;
    this.present.set(key, present);
    if (table === null) return;
    const parts = this.parts.get(table);
    if (parts === undefined) this.parts.set(table, new Set([key]));
    else parts.add(key);
  }

  /** Nothing is known any more of what goes with a table. */
  forgetPartsOf(table: string | null): void {
    if (table === null) return;
    for (const key of this.parts.get(table) ?? []) this.present.delete(key);
    this.parts.delete(table);
  }

  forgetEverything(): void {
    this.present.clear();
    this.parts.clear();
  }
}
