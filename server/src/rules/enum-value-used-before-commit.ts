import type { Context } from "../context.ts";
import type { Place } from "../history/place.ts";
import type { Schema } from "../history/schema/schema.ts";
import type { QualifiedName } from "../migration/database-object.ts";
import type { DataType } from "../migration/definition.ts";
import { intoAutocommitBlock } from "../migration/edit/autocommit-block.ts";
import { functionRuns } from "../migration/function-runs.ts";
import { nameInWords } from "../migration/in-words.ts";
import { isOpaque } from "../migration/opaque.ts";
import type { AddEnumValue, Operation } from "../migration/operation.ts";
import { ranBefore } from "../migration/ran-before.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Span } from "../python/syntax.ts";
import type { Settings } from "../settings.ts";
import { KnownColumns } from "./enum-types/known-columns.ts";
import { presenceBefore } from "./enum-types/presence.ts";
import { objectName, writtenName } from "./enum-types/type-history.ts";
import { usesValue } from "./enum-types/value-uses.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { outOfTransaction, runsInTransaction, takesAutocommitBlocks } from "./transaction.ts";

/** 55P04 unsafe_new_enum_value_usage (manual, ALTER TYPE: "can't be used until after the transaction has been committed"). */
export const enumValueUsedBeforeCommit: Rule = {
  name: "enum-value-used-before-commit",
  description:
    "A value is added to an enum type and used in the same transaction: PostgreSQL refuses a new value until it is committed.",
  group: "enum values",
  guideline: ["§1"],
  severity: "error",
  fix: "unsafe",
  *check(script, context, settings) {
    for (const { direction, operations } of functionRuns(script)) {
      const before = direction === "upgrade" ? (context.history?.before() ?? null) : null;
      const fresh: FreshValue[] = before === null ? [] : freshBefore(before, context, settings);
      if (fresh.length === 0 && !operations.some(({ kind }) => kind === "add enum value")) continue;
      const columns = new KnownColumns(typesIn(before));
      for (const [index, operation] of operations.entries()) {
        // What is not read may commit as well.
        if (!runsInTransaction(operation, context) || commits(operation)) fresh.length = 0;
        columns.hear(operation);
        for (const { type, text, addition, place } of fresh) {
          if (!usesValue(operation, { type, text }, columns)) continue;
          if (addition !== null && !ranBefore(addition, operation, ({ kind }) => kind !== "gate")) continue;
          const words = nameInWords(type);
          yield {
            start: operation.start,
            end: operation.end,
            message:
              addition === null
                ? `PostgreSQL refuses '${text}' of ${words} here when this revision runs together with the one that adds the value: it is not committed yet. Add it in an autocommit block there, or give each revision a transaction of its own with transaction_per_migration=True in env.py.`
                : `PostgreSQL refuses '${text}' of ${words} here: the value is new, and not committed yet. ${outOfTransaction("Add it in an autocommit block", context)}`,
            fix: addition === null || !takesAutocommitBlocks(context) ? null : commitFirst(script, addition),
            related: [{ message: `'${text}' is added here`, place }],
          };
        }
        columns.follow(operation);
        if (operation.kind !== "add enum value" || !runsInTransaction(operation, context)) continue;
        if (isAcceptedAtOnce(operations, index, operation, settings) || mayCommit(script, context, operation)) continue;
        const { type, value } = operation;
        if (value.text !== null)
          fresh.push({
            type,
            text: value.text,
            addition: operation,
            place: { start: operation.start, end: operation.end },
          });
      }
    }
  },
};

/** A value that is not committed yet. */
interface FreshValue {
  readonly type: QualifiedName;
  readonly text: string;
  /** What adds it here; null where an earlier revision has. */
  readonly addition: AddEnumValue | null;
  /** Where it is added. */
  readonly place: Place | Span;
}

/** The values that earlier revisions have added in the transaction that `alembic upgrade` runs all of them in. */
function freshBefore(before: Schema, { environment }: Context, { postgresVersion }: Settings): FreshValue[] {
  if (environment?.transactionPerMigration !== false || environment.transactionalDdl !== true) return [];
  return before.uncommittedTypes.flatMap((name) => {
    const created = before.placeOf("type", name.schema, name.name)?.path;
    return before
      .uncommittedValues(name)
      .filter(({ ofNewType, place }) => {
        // A database that has run the type's revision, and not the value's, refuses the value whatever its version.
        return !ofNewType || place.path !== created || refusesValuesOfNewTypes(postgresVersion);
      })
      .map(({ value, place }) => ({ type: writtenName(name), text: value, addition: null, place }));
  });
}

function typesIn(schema: Schema | null): (table: QualifiedName, column: string) => DataType | null {
  return (table, column) => {
    const name = objectName(table);
    const type = name === null ? null : (schema?.createdTypeOf(name, column) ?? null);
    return type === null ? null : { ...writtenName(type), modifiers: [], array: false, enumeration: null };
  };
}

function commits(operation: Operation): boolean {
  if (operation.kind === "transaction control") return ["commit", "rollback", "other"].includes(operation.command);
  return isOpaque(operation);
}

/** Calls that take SQL out of the migration's transaction. */
const leaves = ["autocommit_block", "execution_options", "commit", "connect", "begin"];

/** True for a helper that is not known to add the value in the migration's transaction. */
function mayCommit({ imports }: MigrationScript, context: Context, { helper }: AddEnumValue): boolean {
  if (helper === null) return false;
  const from = imports.find(({ name }) => name === helper);
  const knowledge = from === undefined ? undefined : context.modules.get(from.module);
  const called = knowledge?.state === "found" ? knowledge.functions.get(helper)?.calls : undefined;
  return called === undefined || leaves.some((name) => called.has(name));
}

/** PostgreSQL 18 takes a new value of a type that the same transaction created, 15 does not; in between it is not known. */
function refusesValuesOfNewTypes(postgresVersion: number | null): boolean {
  return postgresVersion !== null && postgresVersion <= 15;
}

function isAcceptedAtOnce(
  operations: readonly Operation[],
  index: number,
  { type }: AddEnumValue,
  { postgresVersion }: Settings,
): boolean {
  if (refusesValuesOfNewTypes(postgresVersion)) return false;
  return presenceBefore(operations, index, type) !== "untouched";
}

function commitFirst(script: MigrationScript, addition: AddEnumValue): Fix | null {
  const block = intoAutocommitBlock(script, addition, ({ kind }) => kind === "add enum value");
  if (block === null) return null;
  return {
    applicability: "unsafe",
    message: "Add the value in an autocommit block, which commits what came before",
    edits: block.edits,
    fileChanges: [],
  };
}
