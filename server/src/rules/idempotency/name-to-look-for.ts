import type { Context } from "../../context.ts";
import { known, type Operand } from "../../migration/database-object.ts";
import { mayBeMadeFor } from "../../migration/made-name.ts";
import type { Create, Operation } from "../../migration/operation.ts";
import { tableKey } from "../../migration/repetition/object-key.ts";
import type { MigrationScript } from "../../migration/script.ts";

/** The name by which the database has what is created: where a naming convention makes it, the one by which the script drops it. */
export function nameToLookFor(script: MigrationScript, creation: Create): Operand | null {
  const [made, ...others] = namesMadeFor(script, creation);
  return made === undefined || others.length > 0 ? creation.object.name : known(made);
}

/** True where a naming convention makes the name, and the script does not tell which. */
export function hasUnknownName(script: MigrationScript, operation: Operation, { environment }: Context): boolean {
  if (operation.kind !== "create" || operation.definition?.kind !== "constraint") return false;
  if (operation.definition.plainlyNamed !== true) return false;
  const made = namesMadeFor(script, operation);
  return made.length > 1 || (made.length === 0 && environment?.namingConvention === true);
}

function namesMadeFor(script: MigrationScript, creation: Create): readonly string[] {
  const table = tableKey(creation.object);
  if (table === null) return [];
  const names = script.operations.flatMap((operation) => {
    if (operation.kind !== "drop" || operation.object.type !== "constraint") return [];
    const name = operation.object.name?.text ?? null;
    return name !== null && mayBeMadeFor(creation, name) && tableKey(operation.object) === table ? [name] : [];
  });
  return [...new Set(names)];
}
