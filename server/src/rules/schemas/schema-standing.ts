import type { Context } from "../../context.ts";
import { bringsTypesAlone } from "../../history/schema/effects/others.ts";
import { known } from "../../migration/database-object.ts";
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
  const earlier = [
    ...(run.direction === "downgrade" ? runs.filter(({ direction }) => direction === "upgrade") : []),
    { operations: run.operations.slice(0, index) },
  ];
  return !earlier.some(({ operations }) => operations.some((operation) => mayCreate(operation, schema)));
}

/** True for what creates the schema, and for what can't be looked into. An extension may bring schemas of its own. */
function mayCreate(operation: Operation, schema: string): boolean {
  if (mayHideCreations(operation)) return true;
  if (operation.kind === "rename")
    return operation.object.type === "schema" && (operation.to.text ?? schema) === schema;
  if (operation.kind !== "create") return false;
  const { type, name } = operation.object;
  if (type === "extension") return name === null || name.text === null || !bringsTypesAlone(name.text);
  return type === "schema" && (name === null || name.text === null || name.text === schema);
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
  const own = checkFor(operation, { type: "schema", schema: null, table: null, name: known(schema) }, true);
  if (own.state === "fitting" || own.state === "unknown" || relation === null) return own;
  // A look for a table of that name in any schema.
  const object = { type: "relation", schema: known(schema), table: null, name: known(relation) } as const;
  const found = checkFor(operation, object, true);
  return found.state === "fitting" || found.state === "unknown" ? found : own;
}
