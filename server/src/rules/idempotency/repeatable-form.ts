import type { Context } from "../../context.ts";
import { batchOf } from "../../migration/edit/batch-of.ts";
import { asSql } from "../../migration/edit/directive-sql.ts";
import { withKeyword } from "../../migration/edit/keyword.ts";
import { existsClause, tableExistsClause } from "../../migration/edit/sql-clause.ts";
import type { TextEdit } from "../../migration/edit/text-edit.ts";
import { existenceKeyword } from "../../migration/existence-keywords.ts";
import type { Create, Drop, Operation, Rename } from "../../migration/operation.ts";
import { operationsOf } from "../../migration/operations-within.ts";
import { tableKey } from "../../migration/repetition/object-key.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { Settings } from "../../settings.ts";
import { leavingTables } from "./leaving-tables.ts";
import { repeatableBy } from "./repeatable-by.ts";
import { replacingForm } from "./replacing-form.ts";

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
  const by = repeatableBy(operation);
  // What another module carries out does not stand here.
  if ((by !== "exists clause" && by !== "replace clause") || operation.origin.foreign) return null;
  if (operation.kind === "alter") return clause(given.script, operation, "IF EXISTS");
  if (operation.kind !== "create" && operation.kind !== "drop" && operation.kind !== "rename") return null;
  if (operation.statement === null) return ofDirective(given, operation);
  if (operation.kind === "create" && operation.object.name === null) return null;
  if (by === "replace clause") return operation.kind === "create" ? replacingForm(given, operation) : null;
  const words = operation.kind === "create" ? "IF NOT EXISTS" : "IF EXISTS";
  return clause(given.script, operation, words);
}

function clause(
  script: MigrationScript,
  operation: Extract<Operation, { kind: "create" | "drop" | "rename" | "alter" }>,
  words: string,
): RepeatableForm | null {
  const edits = [
    ...(hasClause(operation) ? [] : [existsClause(script, operation, words)]),
    ...(tableGoesToo(script, operation) && !hasTableClause(operation) ? [tableExistsClause(script, operation)] : []),
  ];
  const known = edits.filter((edit) => edit !== null);
  return known.length === 0 || known.length < edits.length ? null : { edits: known, message: `Add ${words}` };
}

function hasClause(operation: Extract<Operation, { kind: "create" | "drop" | "rename" | "alter" }>): boolean {
  return operation.kind === "create" ? operation.ifNotExists : operation.ifExists;
}

function hasTableClause(operation: Operation): boolean {
  return "ifTableExists" in operation && operation.ifTableExists === true;
}

function ofDirective({ script, context }: Surroundings, operation: Create | Drop | Rename): RepeatableForm | null {
  const { directive, origin } = operation;
  if (directive === null) return null;
  const inCall = operationsOf(script, origin.call);
  const tableGoes = tableGoesToo(script, operation);
  const keyword = keywordOf(operation, context);
  const isAlike = (other: Operation) => other.kind === operation.kind && other.object.type === operation.object.type;
  if (keyword !== null && !tableGoes && inCall.every(isAlike))
    return {
      edits: [withKeyword(script.source, origin.call, keyword, "True")],
      message: `Add ${keyword}=True`,
    };
  if (inCall.length > 1) return null;
  const edits = asSql(script, operation, { ifTableExists: tableGoes });
  const words = operation.kind === "create" ? "IF NOT EXISTS" : "IF EXISTS";
  return edits === null ? null : { edits, message: `Write it as SQL with ${words}` };
}

/** The keyword of a directive that stands for IF [NOT] EXISTS, where the project's Alembic is known to know it. */
export function keywordOf(operation: Operation, { versions }: Context): string | null {
  const { directive } = operation;
  const keyword = directive === null ? null : existenceKeyword(directive, versions);
  // Of those of a batch, only the one of `add_column` was tried.
  if (keyword?.state !== "works" || (directive !== "add_column" && batchOf(operation) !== null)) return null;
  return bringsMore(operation) ? null : keyword.name;
}

/** GeoAlchemy's types, by their names. */
const indexed = new Set(["geometry", "geography", "raster"]);

/** Whether the keyword does not reach all of it: GeoAlchemy adds an index, or the column itself, beside the table (0.4 to 0.18, `after_create`). */
function bringsMore(operation: Operation): boolean {
  const definition = operation.kind === "create" ? operation.definition : null;
  const columns = definition?.kind === "table" ? definition.columns : definition?.kind === "column" ? [definition] : [];
  return columns.some(({ type }) => indexed.has(type?.name.text ?? ""));
}

/** Whether the table of a column or constraint is dropped, renamed or moved in the same function: on the next run it is gone too. */
function tableGoesToo(script: MigrationScript, operation: Operation): boolean {
  if (operation.kind !== "create" && operation.kind !== "drop") return false;
  const { type, table } = operation.object;
  if (table === null || (type !== "column" && (type !== "constraint" || operation.kind === "create"))) return false;
  const key = tableKey(operation.object);
  return key !== null && leavingTables(script, operation.direction).has(key);
}
