import type { Context } from "../../context.ts";
import { asSql } from "../../migration/edit/directive-sql.ts";
import { withKeyword } from "../../migration/edit/keyword.ts";
import { existsClause, replaceClause, tableExistsClause } from "../../migration/edit/sql-clause.ts";
import type { TextEdit } from "../../migration/edit/text-edit.ts";
import { existenceKeyword } from "../../migration/existence-keywords.ts";
import type { Create, Drop, Operation, Rename } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { Settings } from "../../settings.ts";
import { repeatableBy } from "./repeatable-by.ts";

/** How an operation is made repeatable where it stands. */
export interface RepeatableForm {
  readonly edits: readonly TextEdit[];
  /** What it does, in the imperative. */
  readonly message: string;
}

/** What forms can be chosen from. */
export interface Surroundings {
  readonly script: MigrationScript;
  readonly context: Context;
  readonly settings: Settings;
}

/**
 * The form of an operation that can be repeated: with a clause of SQL, a keyword of its directive, or as SQL instead of the directive.
 * @returns null where there is none, or it can't be written.
 */
export function repeatableForm(given: Surroundings, operation: Operation): RepeatableForm | null {
  if (operation.kind === "alter")
    return operation.change.kind === "schema" ? clause(given.script, operation, "IF EXISTS") : null;
  if (operation.kind !== "create" && operation.kind !== "drop" && operation.kind !== "rename") return null;
  const by = repeatableBy(operation);
  if (by !== "exists clause" && by !== "replace clause") return null;
  if (operation.kind === "create" && operation.object.name === null) return null;
  if (operation.statement === null) return ofDirective(given, operation);
  if (by === "replace clause") return replaced(given, operation);
  const words = operation.kind === "create" ? "IF NOT EXISTS" : "IF EXISTS";
  return clause(given.script, operation, words);
}

function clause(
  script: MigrationScript,
  operation: Extract<Operation, { kind: "create" | "drop" | "rename" | "alter" }>,
  words: string,
): RepeatableForm | null {
  const own = existsClause(script, operation, words);
  if (own === null) return null;
  const table =
    operation.kind === "drop" && tableGoesToo(script, operation) ? [tableExistsClause(script, operation)] : [];
  const edits = [own, ...table].filter((edit) => edit !== null);
  return { edits, message: `Add ${words}` };
}

function replaced({ script, settings }: Surroundings, operation: Create | Drop | Rename): RepeatableForm | null {
  const { postgresVersion } = settings;
  const isTrigger = operation.object.type === "trigger";
  if (isTrigger && (postgresVersion === null || postgresVersion < 14)) return null;
  const edit = replaceClause(script, operation);
  return edit === null ? null : { edits: [edit], message: "Add OR REPLACE" };
}

function ofDirective({ script, context }: Surroundings, operation: Create | Drop | Rename): RepeatableForm | null {
  const { directive, origin } = operation;
  if (directive === null) return null;
  const inCall = script.operations.filter((other) => other.origin.call === origin.call);
  const tableGoes = operation.kind === "drop" && tableGoesToo(script, operation);
  const keyword = existenceKeyword(directive, context.versions);
  const alike = inCall.every((other) => other.kind === operation.kind && other.object.type === operation.object.type);
  if (keyword?.state === "works" && alike && !tableGoes && (directive === "add_column" || !isInBatch(operation)))
    return {
      edits: [withKeyword(script.source, origin.call, keyword.name, "True")],
      message: `Add ${keyword.name}=True`,
    };
  if (inCall.length > 1) return null;
  const edits = asSql(script, operation, { ifTableExists: tableGoes });
  const words = operation.kind === "create" ? "IF NOT EXISTS" : "IF EXISTS";
  return edits === null ? null : { edits, message: `Write it as SQL with ${words}` };
}

/** Called on what `batch_alter_table` gives, whose keywords are others. */
function isInBatch({ origin }: Operation): boolean {
  return origin.frames.some(
    (frame) =>
      frame.kind === "with" &&
      frame.node.items.some(
        ({ target }) =>
          target?.kind === "name" &&
          origin.call.callee.kind === "attribute" &&
          origin.call.callee.object.kind === "name" &&
          origin.call.callee.object.id === target.id,
      ),
  );
}

/** Whether the table that a part is dropped from is dropped later in the same function: on the next run it is gone too. */
function tableGoesToo(script: MigrationScript, drop: Drop): boolean {
  const { schema, table } = drop.object;
  if (table === null || (drop.object.type !== "column" && drop.object.type !== "constraint")) return false;
  return script.operations.some(
    (other) =>
      other.kind === "drop" &&
      other.direction === drop.direction &&
      other.object.type === "table" &&
      other.object.name?.text === table.text &&
      other.object.schema?.text === schema?.text,
  );
}
