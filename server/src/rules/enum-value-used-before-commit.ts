import type { Context } from "../context.ts";
import { intoAutocommitBlock } from "../migration/edit/autocommit-block.ts";
import { functionRuns } from "../migration/function-runs.ts";
import { nameInWords } from "../migration/in-words.ts";
import type { AddEnumValue, Operation } from "../migration/operation.ts";
import { ranBefore } from "../migration/ran-before.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Settings } from "../settings.ts";
import { KnownColumns } from "./enum-types/known-columns.ts";
import { isOpaque, presenceBefore } from "./enum-types/presence.ts";
import { usesValue } from "./enum-types/value-uses.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { runsInTransaction } from "./transaction.ts";

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
    for (const { operations } of functionRuns(script)) {
      const columns = new KnownColumns();
      const fresh: AddEnumValue[] = [];
      for (const [index, operation] of operations.entries()) {
        // What is not read may commit as well.
        if (!runsInTransaction(operation, context) || commits(operation)) fresh.length = 0;
        columns.hear(operation);
        for (const addition of fresh) {
          const { type, value } = addition;
          if (value.text === null || !usesValue(operation, { type, text: value.text }, columns)) continue;
          if (!ranBefore(addition, operation, ({ kind }) => kind !== "gate")) continue;
          yield {
            start: operation.start,
            end: operation.end,
            message: `PostgreSQL refuses '${value.text}' of ${nameInWords(type)} here: the value is new, and not committed yet. Add it in an autocommit block.`,
            fix: commitFirst(script, addition),
          };
        }
        columns.follow(operation);
        if (operation.kind !== "add enum value" || !runsInTransaction(operation, context)) continue;
        if (isAcceptedAtOnce(operations, index, operation, settings) || mayCommit(script, context, operation)) continue;
        fresh.push(operation);
      }
    }
  },
};

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
function isAcceptedAtOnce(
  operations: readonly Operation[],
  index: number,
  { type }: AddEnumValue,
  { postgresVersion }: Settings,
): boolean {
  if (postgresVersion !== null && postgresVersion <= 15) return false;
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
