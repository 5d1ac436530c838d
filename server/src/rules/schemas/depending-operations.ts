import type { QualifiedName } from "../../migration/database-object.ts";
import { functionRuns } from "../../migration/function-runs.ts";
import type { Operation } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import { neededSchemas } from "./needed-schemas.ts";
import { referencesOf } from "./references.ts";

/** The operations that fail where a schema is missing, and those on what these would have created. */
export function dependingOperations(script: MigrationScript, schema: string): ReadonlySet<Operation> {
  const found = new Set<Operation>();
  for (const { operations } of functionRuns(script)) {
    const created = new Set<string>();
    for (const operation of operations) {
      const needs = neededSchemas(operation).some((need) => need.schema === schema);
      if (!needs && (created.size === 0 || !namesOf(operation).some((name) => created.has(name)))) continue;
      found.add(operation);
      if (operation.kind === "create" && operation.object.table === null && operation.object.name !== null)
        for (const name of keyOf({ schema: operation.object.schema, name: operation.object.name })) created.add(name);
    }
  }
  return found;
}

function namesOf(operation: Operation): readonly string[] {
  const references = referencesOf(operation).map(({ schema, name }) => `${schema ?? "public"}.${name}`);
  return [...ownNames(operation).flatMap(keyOf), ...references];
}

/** The table, or the like, that an operation is about. */
function ownNames(operation: Operation): readonly QualifiedName[] {
  if (operation.kind === "insert" || operation.kind === "write") return [operation.table];
  if (!("object" in operation) || operation.object === null) return [];
  const { schema, table, name } = operation.object;
  const own = table ?? (operation.kind === "create" ? null : name);
  return own === null ? [] : [{ schema, name: own }];
}

function keyOf({ schema, name }: QualifiedName): readonly string[] {
  if (name.text === null || schema?.text === null) return [];
  return [`${schema?.text ?? "public"}.${name.text}`];
}
