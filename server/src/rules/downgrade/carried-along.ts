import { dependentsOf, mayHaveDependents } from "../../history/schema/dependents.ts";
import type { Schema } from "../../history/schema/schema.ts";
import type { DatabaseObject } from "../../migration/database-object.ts";
import type { Drop, Operation } from "../../migration/operation.ts";
import { isSame, tableOf } from "./objects.ts";
import { dropOfUsers } from "./order.ts";
import type { Upgraded } from "./upgraded.ts";

/**
 * What has to go along when a drop is moved: drops on the way that fail as long as it, or another that goes along, is there, in their order.
 * @param met the schema that the drop meets.
 * @param between what stands between its place and the new one.
 */
export function carriedAlong(
  drop: Drop,
  met: Schema,
  between: readonly Operation[],
  upgraded: Upgraded,
): readonly Drop[] {
  const moved: Drop[] = [drop];
  for (const [index, operation] of between.entries()) {
    if (operation.kind !== "drop" || operation.cascade) continue;
    const isInTheWay = usersOf(operation.object, met).some((user) => {
      const owner = tableOf(user);
      if (owner === null || !moved.some(({ object }) => isSame(object, owner))) return false;
      const freed = dropOfUsers([user], between.slice(0, index), upgraded);
      return freed === null || isSame(freed.object, owner);
    });
    if (isInTheWay) moved.push(operation);
  }
  return moved.slice(1);
}

function usersOf({ type, schema, name }: DatabaseObject, met: Schema): readonly DatabaseObject[] {
  if (!mayHaveDependents(type) || name?.text == null || schema?.text === null) return [];
  return dependentsOf(met, type, { schema: schema?.text ?? "public", name: name.text });
}
