import { isBuiltin, serialOf } from "../migration/builtin-types.ts";
import type { QualifiedName } from "../migration/database-object.ts";
import type { ColumnDefinition, DataType } from "../migration/definition.ts";
import { functionRuns } from "../migration/function-runs.ts";
import { nameInWords, operandInWords } from "../migration/in-words.ts";
import { isOpaque } from "../migration/opaque.ts";
import type { Create, Operation } from "../migration/operation.ts";
import { sameness } from "../migration/same-name.ts";
import type { Rule } from "./rule.ts";

/**
 * ADD COLUMN … NOT NULL gives the rows that are there the default, or NULL without one: 23502 not_null_violation (measured with PostgreSQL 15 and
 * 18). `default=` of `sa.Column` is Python's, and no part of the DDL.
 */
export const notNullWithoutServerDefault: Rule = {
  name: "not-null-without-server-default",
  description: "A NOT NULL column is added without a *server* default: that fails on a table that has rows.",
  group: "run time",
  guideline: ["§6"],
  severity: "warning",
  fix: "none",
  needs: ["create"],
  *check(script) {
    for (const { operations } of functionRuns(script)) {
      const earlier: Operation[] = [];
      for (const operation of operations) {
        if (mayEmptyATable(operation)) earlier.push(operation);
        const { transaction, guards } = operation;
        if (!addsColumn(operation) || transaction === "other connection") continue;
        const { definition, object } = operation;
        if (!refusesRows(definition) || object.table === null) continue;
        // Whether there are rows is asked, or the failure is caught.
        if (guards.some(({ kind }) => kind === "query" || kind === "handler")) continue;
        const table = { schema: object.schema, name: object.table };
        if (mayBeEmpty(earlier, table)) continue;
        yield {
          start: operation.start,
          end: operation.end,
          message: `Column ${operandInWords(object.name ?? object.table)} is NOT NULL and has no server default: adding it fails where table ${nameInWords(table)} has rows. Give it a server default, or add it nullable, fill it, and then set NOT NULL.`,
          fix: null,
        };
      }
    }
  },
};

interface AddColumn extends Create {
  readonly definition: ColumnDefinition;
}

function addsColumn(operation: Operation): operation is AddColumn {
  return operation.kind === "create" && operation.definition?.kind === "column";
}

function refusesRows({ name, nullable, default: given, generated, type }: ColumnDefinition): boolean {
  if (name === null || nullable !== false || generated !== null) return false;
  if (given !== null && given.text?.toUpperCase() !== "NULL") return false;
  return type === null || !bringsDefault(type);
}

/** Extensions' types, which are no domains. */
const extensionTypes = new Set(["citext", "hstore", "geometry", "geography", "ltree", "vector"]);

/** A serial type numbers the rows; a domain may have a default of its own. */
function bringsDefault({ name, enumeration, array }: DataType): boolean {
  if (name.text === null) return enumeration === null;
  if (serialOf(name.text) !== null) return true;
  return !array && enumeration === null && !isBuiltin(name.text) && !extensionTypes.has(name.text);
}

/** Whether an operation makes, renames or empties some table, or may. */
function mayEmptyATable(operation: Operation): boolean {
  if (operation.kind === "create" || operation.kind === "rename") return operation.object.type === "table";
  return operation.kind === "write" || isOpaque(operation);
}

/** True when the function has made the table, or emptied it, or may have. */
function mayBeEmpty(earlier: readonly Operation[], added: QualifiedName): boolean {
  let table = added;
  for (const operation of earlier.toReversed()) {
    if (isOpaque(operation)) return true;
    const isThis = (name: QualifiedName) => sameness(name, table) !== "different";
    if (operation.kind === "write") {
      const empties = operation.command === "truncate" || operation.command === "delete";
      if (empties && isThis(operation.table)) return true;
    }
    if (operation.kind !== "create" && operation.kind !== "rename") continue;
    const { type, schema, name } = operation.object;
    if (type !== "table" || name === null) continue;
    if (operation.kind === "create" && isThis({ schema, name })) return true;
    if (operation.kind === "rename" && isThis({ schema, name: operation.to })) table = { schema, name };
  }
  return false;
}
