import { dependentsOf } from "../../history/schema/dependents.ts";
import type { Schema } from "../../history/schema/schema.ts";
import type { DatabaseObject } from "../../migration/database-object.ts";
import type { Drop, Operation } from "../../migration/operation.ts";
import { isSame, tableOf } from "./objects.ts";
import { dropOfUsers } from "./order.ts";
import type { Upgraded } from "./upgraded.ts";

/**
 * Whether a table that is dropped refers to one that refers to it, however far around: then no order of the drops helps (2BP01).
 * @param met the schema that the drop meets.
 * @param later what comes after it: a reference that is dropped there by itself can be dropped first.
 */
export function isInCircle({ object }: Drop, met: Schema, later: readonly Operation[], upgraded: Upgraded): boolean {
  if (tableOf(object) !== object) return false;
  const seen = new Set<string>();
  const waiting: DatabaseObject[] = [object];
  for (let table = waiting.pop(); table !== undefined; table = waiting.pop()) {
    for (const user of usersOf(table, met)) {
      const owner = tableOf(user);
      const freed = dropOfUsers([user], later, upgraded);
      if (owner === null || (freed !== null && !isSame(freed.object, owner))) continue;
      if (isSame(owner, object)) return true;
      const key = `${owner.schema?.text ?? "public"}.${owner.name?.text ?? ""}`;
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(owner);
    }
  }
  return false;
}

function usersOf({ schema, name }: DatabaseObject, met: Schema): readonly DatabaseObject[] {
  if (name?.text == null || schema?.text === null) return [];
  return dependentsOf(met, "table", { schema: schema?.text ?? "public", name: name.text });
}
