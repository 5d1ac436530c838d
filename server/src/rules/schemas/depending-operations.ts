import type { QualifiedName } from "../../migration/database-object.ts";
import { type FunctionRun, functionRuns } from "../../migration/function-runs.ts";
import type { Operation } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import { neededSchemas } from "./needed-schemas.ts";
import { referencesOf } from "./references.ts";

/** The operations that fail where a schema is missing, and those on what these would have created. */
export function dependingOperations(script: MigrationScript, schema: string): ReadonlySet<Operation> {
  return new Set(functionRuns(script).flatMap((run) => dependingIn(run, schema)));
}

function dependingIn(run: FunctionRun, schema: string): readonly Operation[] {
  const { inSchema, naming } = placesOf(run);
  const found = new Set(inSchema.get(schema) ?? []);
  // Those that are found while it goes on are gone through too.
  for (const place of found) {
    const operation = run.operations[place];
    if (operation?.kind !== "create" || operation.object.table !== null || operation.object.name === null) continue;
    for (const name of keyOf({ schema: operation.object.schema, name: operation.object.name }))
      for (const later of naming.get(name) ?? []) if (later > place) found.add(later);
  }
  return [...found].flatMap((place) => run.operations[place] ?? []);
}

/** The places in a run of the operations that need a schema, and of those that name a table or the like. */
interface Places {
  readonly inSchema: ReadonlyMap<string, ReadonlySet<number>>;
  readonly naming: ReadonlyMap<string, ReadonlySet<number>>;
}

const known = new WeakMap<FunctionRun, Places>();

function placesOf(run: FunctionRun): Places {
  let places = known.get(run);
  if (places === undefined) {
    places = {
      inSchema: byName(run, (operation) => neededSchemas(operation).map(({ schema }) => schema)),
      naming: byName(run, namesOf),
    };
    known.set(run, places);
  }
  return places;
}

function byName({ operations }: FunctionRun, namesIn: (operation: Operation) => readonly string[]) {
  const places = new Map<string, Set<number>>();
  for (const [place, operation] of operations.entries()) {
    for (const name of namesIn(operation)) {
      const present = places.get(name);
      if (present === undefined) places.set(name, new Set([place]));
      else present.add(place);
    }
  }
  return places;
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
