import type { Context } from "../../context.ts";
import { bringsTypesAlone } from "../../history/schema/effects/others.ts";
import { known as knownOperand } from "../../migration/database-object.ts";
import type { FunctionRun } from "../../migration/function-runs.ts";
import { type Check, checkFor } from "../../migration/guards/check-for.ts";
import type { Operation } from "../../migration/operation.ts";
import type { Settings } from "../../settings.ts";
import type { SchemaNeed } from "./needed-schemas.ts";

/** What is known of a schema where an operation needs it. */
export interface Surroundings {
  readonly context: Context;
  readonly settings: Settings;
  readonly runs: readonly FunctionRun[];
}

/** Whether a schema may be missing on some database when `operations[index]` of `run` is reached, as far as anything tells. */
export function mayBeMissing(
  { context, settings, runs }: Surroundings,
  run: FunctionRun,
  index: number,
  schema: string,
): boolean {
  if (settings.knownSchemas.includes(schema)) return false;
  const { environment, history, unreadNeighbours } = context;
  // Another script may create it; without the project, the file alone speaks.
  if (unreadNeighbours) return false;
  if (environment === null ? history !== null : environment.schemas === null || environment.schemas.includes(schema))
    return false;
  if (history !== null && history.before().has("schema", null, schema) !== "absent") return false;
  if (firstCreation(run, schema) < index) return false;
  const upgrades = run.direction === "downgrade" ? runs.filter(({ direction }) => direction === "upgrade") : [];
  return upgrades.every((upgrade) => firstCreation(upgrade, schema) === Number.POSITIVE_INFINITY);
}

/** Where in a run schemas may be created first: each by its name, and any. */
interface Creations {
  readonly named: ReadonlyMap<string, number>;
  readonly any: number;
}

const known = new WeakMap<FunctionRun, Creations>();

/** The place in a run of the first operation that may create a schema; infinite for none. */
function firstCreation(run: FunctionRun, schema: string): number {
  let creations = known.get(run);
  if (creations === undefined) {
    creations = creationsIn(run);
    known.set(run, creations);
  }
  return Math.min(creations.any, creations.named.get(schema) ?? Number.POSITIVE_INFINITY);
}

function creationsIn({ operations }: FunctionRun): Creations {
  const named = new Map<string, number>();
  for (const [index, operation] of operations.entries()) {
    const created = schemaCreatedBy(operation);
    if (created === "any") return { named, any: index };
    if (created !== null && !named.has(created.name)) named.set(created.name, index);
  }
  return { named, any: Number.POSITIVE_INFINITY };
}

/** The schema that an operation may create; any, where it can't be looked into. An extension may bring schemas of its own. */
function schemaCreatedBy(operation: Operation): { readonly name: string } | "any" | null {
  if (mayHideCreations(operation)) return "any";
  const named = (name: string | null | undefined) => (name == null ? "any" : { name });
  if (operation.kind === "rename") return operation.object.type === "schema" ? named(operation.to.text) : null;
  if (operation.kind !== "create") return null;
  const { type, name } = operation.object;
  if (type === "extension") return name === null || name.text === null || !bringsTypesAlone(name.text) ? "any" : null;
  return type === "schema" ? named(name?.text) : null;
}

/** True for what may create schemas and extensions, and can't be looked into. */
export function mayHideCreations(operation: Operation): boolean {
  switch (operation.kind) {
    case "command":
      return operation.name.startsWith("DO") || operation.name.startsWith("CALL");
    case "broken sql":
      return operation.origin.words?.().some(({ text }) => /^(schema|extension)$/i.test(text)) !== false;
    case "opaque sql":
    case "foreign call":
    case "directive":
      return true;
    default:
      return false;
  }
}

/** Whether a look fits: at the schema, or at something in it. Where rows are read or written, a missing schema is a missing table (42P01). */
export function lookAt(operation: Operation, { schema, relation }: SchemaNeed): Check {
  if (operation.guards.some((guard) => guard.kind === "handler" && guard.conditions.includes("undefined_table")))
    return { state: "fitting" };
  const own = checkFor(operation, { type: "schema", schema: null, table: null, name: knownOperand(schema) }, true);
  if (own.state === "fitting" || own.state === "unknown" || relation === null) return own;
  // A look for a table of that name in any schema.
  const object = { type: "relation", schema: knownOperand(schema), table: null, name: knownOperand(relation) } as const;
  const found = checkFor(operation, object, true);
  return found.state === "fitting" || found.state === "unknown" ? found : own;
}
