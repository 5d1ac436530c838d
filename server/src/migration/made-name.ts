import type { Create } from "./operation.ts";

/**
 * Whether a naming convention may have made `name` of the plain one that a directive gives a check: `ck_users_age` of `age`, by SQLAlchemy's
 * `ck_%(table_name)s_%(constraint_name)s`. What `op.f` gives stays as it is.
 */
export function mayBeMadeFor({ object, definition }: Create, name: string): boolean {
  if (definition?.kind !== "constraint" || definition.plainlyNamed !== true) return false;
  const plain = object.name?.text ?? null;
  return plain !== null && name.endsWith(`_${plain}`);
}
