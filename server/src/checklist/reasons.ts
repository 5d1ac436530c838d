import { counted } from "../counted.ts";
import { nameInWords } from "../migration/in-words.ts";
import type { Operation } from "../migration/operation.ts";
import type { MigrationScript } from "../migration/script.ts";
import { repeatableBy } from "../rules/idempotency/repeatable-by.ts";
import { neededSchemas } from "../rules/schemas/needed-schemas.ts";
import type { Settings } from "../settings.ts";
import type { PointId } from "./points.ts";

/** Why a point holds, in a few words, as far as the migration itself tells. */
export function reasonFor(point: PointId, { operations }: MigrationScript, settings: Settings): string {
  switch (point) {
    case "enum-helper":
      return enumAdditions(operations);
    case "schemas-checked":
      return schemas(operations, settings);
    case "if-exists":
      return guarded(operations.filter((operation) => repeatableBy(operation) === "exists clause"));
    case "already-exists":
      return guarded(operations.filter(mayMeetItsOwnWork));
    case "no-hard-dependencies":
      return "no schema, extension or type is taken for granted";
    case "repeatable":
      return repeatable(operations);
    case "fresh-database":
    case "existing-changes":
      return "";
  }
}

/** Operations that do what no rule can judge: what they execute is not known, or stands elsewhere. */
export function unreadable({ operations }: MigrationScript): readonly Operation[] {
  return operations.filter(({ kind }) => unreadableKinds.has(kind));
}

const unreadableKinds: ReadonlySet<Operation["kind"]> = new Set(["opaque sql", "directive", "foreign call"]);

const nothing = "nothing of the kind here";

function enumAdditions(operations: readonly Operation[]): string {
  const additions = operations.filter((operation) => operation.kind === "add enum value");
  if (additions.length === 0) return "adds no enum value";
  const byHelper = additions.filter(({ through }) => through === "helper").length;
  const values = counted(additions.length, "value");
  const types = [...new Set(additions.map(({ type }) => nameInWords(type)))].join(", ");
  if (byHelper === additions.length) return `${values} of ${types}, by the helper`;
  return `${values} of ${types}, ${byHelper} by the helper, the others safe as they are`;
}

function schemas(operations: readonly Operation[], { knownSchemas }: Settings): string {
  const needed = operations.flatMap((operation) => neededSchemas(operation).map(({ schema }) => schema));
  const optional = [...new Set(needed)].filter((schema) => !knownSchemas.includes(schema)).sort();
  if (optional.length === 0) return "uses no schema that could be missing";
  return `${optional.join(", ")}: not known to be missing where it is used`;
}

/** What has no IF form, or runs where its error is caught. */
function mayMeetItsOwnWork(operation: Operation): boolean {
  const means = repeatableBy(operation);
  return means === "look" || means === "replace clause" || (means !== null && operation.sheltered);
}

function guarded(operations: readonly Operation[]): string {
  if (operations.length === 0) return nothing;
  const count = operations.filter(isGuarded).length;
  const total = counted(operations.length, "operation");
  if (count === operations.length) return `${total}, ${operations.length === 1 ? "guarded" : "all guarded"}`;
  if (count === 0) return `${total}, repeatable without a guard`;
  return `${total}, ${count} guarded, the others repeatable without`;
}

function isGuarded(operation: Operation): boolean {
  if (operation.checked || operation.sheltered || operation.guards.length > 0) return true;
  if (operation.kind === "create") return operation.ifNotExists || operation.orReplace;
  return "ifExists" in operation && operation.ifExists;
}

function repeatable(operations: readonly Operation[]): string {
  const changes = operations.filter(({ kind }) => !harmless.has(kind) && !unreadableKinds.has(kind));
  if (changes.length === 0) return "changes nothing";
  return `${counted(changes.length, "operation")}, ${changes.length === 1 ? "repeatable" : "all repeatable"}`;
}

const harmless: ReadonlySet<Operation["kind"]> = new Set(["query", "transaction control", "broken sql"]);
