import type { RevisionHistory } from "../history/revision-history.ts";
import { connectionAt } from "../migration/edit/connection.ts";
import { enumConstructs } from "../migration/edit/enum-constructs.ts";
import { newStatements } from "../migration/edit/new-statement.ts";
import { type FunctionRun, functionRuns } from "../migration/function-runs.ts";
import { nameInWords, operandInWords } from "../migration/in-words.ts";
import { nameOf } from "../migration/name-of.ts";
import type { Operation } from "../migration/operation.ts";
import { sameness } from "../migration/same-name.ts";
import type { MigrationScript } from "../migration/script.ts";
import { isEnumCreation } from "./enum-types/enum-creation.ts";
import { looksFor, presenceBefore } from "./enum-types/presence.ts";
import { effectsOn } from "./enum-types/type-effects.ts";
import { objectName, typeBefore } from "./enum-types/type-history.ts";
import { type TypedColumn, typedColumns } from "./enum-types/type-users.ts";
import type { Applicability, Fix, Severity } from "./finding.ts";
import type { Rule } from "./rule.ts";

/** Of Alembic's directives only `create_table` creates the types of its columns, those without `create_type=False` (measured with 1.8.1; `DefaultImpl.create_table` up to 1.19). */
export const enumTypeNotCreated: Rule = {
  name: "enum-type-not-created",
  description:
    "A column gets an enum type that nothing created: `op.add_column` and `op.alter_column` don't create the type.",
  group: "enum values",
  guideline: ["§5"],
  severity: "error",
  fix: "safe",
  *check(script, context, { offlineSql }) {
    const runs = functionRuns(script);
    for (const run of runs) {
      for (const [index, operation] of run.operations.entries()) {
        if (operation.transaction === "other connection" || operation.directive === null) continue;
        for (const column of typedColumns(operation)) {
          if (!isNative(column) || looksFor(operation, column.type, true)) continue;
          const { severity, proven } = verdict(runs, run, index, column, context.history);
          if (severity === null) continue;
          const words = nameInWords(column.type);
          yield {
            start: operation.start,
            end: operation.end,
            severity,
            message: `op.${operation.directive} does not create enum type ${words} for column ${operandInWords(column.name)}, and nothing before it does. Create the type first.`,
            fix: createFirst(script, run, operation, column, proven && !offlineSql ? "safe" : "unsafe"),
          };
        }
      }
    }
  },
};

function isNative({ type }: TypedColumn): boolean {
  return type.enumeration?.native === true && type.name.text !== null;
}

interface Verdict {
  /** Null where the type is there, or may be. */
  readonly severity: Severity | null;
  /** The history shows that it is not there. */
  readonly proven: boolean;
}

/** How sure it is that the type is not there: by what this function does before, by the history, and else by what the rest of the file tells. */
function verdict(
  runs: readonly FunctionRun[],
  run: FunctionRun,
  index: number,
  column: TypedColumn,
  history: RevisionHistory | null,
): Verdict {
  const presence = presenceBefore(run.operations, index, column.type);
  if (presence === "gone") return { severity: "error", proven: false };
  if (presence !== "untouched") return { severity: null, proven: false };
  const before = run.direction === "upgrade" ? typeBefore(history, column.type) : "unknown";
  if (before === "present") return { severity: null, proven: false };
  if (before === "absent" && isKnownTable(run.operations.slice(0, index), column, history))
    return { severity: "error", proven: true };
  return { severity: byTheFile(runs, run, index, column), proven: false };
}

/** Whether the history, or this function, has created the table: then it knows the database from its beginning. */
function isKnownTable(earlier: readonly Operation[], { table }: TypedColumn, history: RevisionHistory | null): boolean {
  const name = objectName(table);
  if (name === null || history === null) return false;
  const created = earlier.some(
    (operation) =>
      operation.kind === "create" && operation.object.type === "table" && sameness(nameOf(operation), table) === "same",
  );
  return created || history.before().has("table", name.schema, name.name) === "present";
}

/**
 * How sure it is by the file alone; null where an earlier revision may have created the type. It has not where this revision's downgrade drops it,
 * or this function creates it later.
 */
function byTheFile(
  runs: readonly FunctionRun[],
  { operations }: FunctionRun,
  index: number,
  { type }: TypedColumn,
): Severity | null {
  const found = effectsOn(operations, type).find((each) => each.index >= index)?.operation;
  if (found !== undefined) {
    const creates = isEnumCreation(found) && sameness(nameOf(found), type) === "same" && !found.guards.some(isGate);
    if (!creates) return null;
    // Unchecked, one of the two fails in any case.
    return looksFor(found, type, false) ? "warning" : "error";
  }
  const drops = runs.some((run) => {
    if (run.direction !== "downgrade") return false;
    const effects = effectsOn(run.operations, type);
    return (
      effects.some(({ operation, effect }) => operation.kind === "drop" && effect === "gone") &&
      !effects.some(({ effect }) => effect === "created")
    );
  });
  return drops ? "warning" : null;
}

function isGate({ kind }: Operation["guards"][number]): boolean {
  return kind === "gate" || kind === "query";
}

function createFirst(
  script: MigrationScript,
  { operations }: FunctionRun,
  operation: Operation,
  { type }: TypedColumn,
  applicability: Applicability,
): Fix | null {
  const constructs = type.name.text === null ? [] : enumConstructs(script, operation.origin.call, type.name.text);
  const [construct] = constructs;
  if (construct === undefined || constructs.length > 1 || type.enumeration?.labels == null) return null;
  // Moving a creation that comes too late is the author's.
  if (effectsOn(operations, type).some(({ effect }) => effect === "created")) return null;
  const { call, variable } = construct;
  const enumeration = variable ?? script.source.slice(call.start, call.end);
  const connection = connectionAt(script, operation.origin.call);
  const edit = newStatements(script, operation.origin.call, "before", [
    `${enumeration}.create(${connection.expression}, checkfirst=True)`,
  ]);
  if (edit === null || enumeration.includes("\n")) return null;
  return {
    applicability,
    message: "Create the enum type first",
    edits: [...connection.edits, edit],
    fileChanges: [],
  };
}
