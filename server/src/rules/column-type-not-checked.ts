import { formattedBuiltin, isBuiltin } from "../migration/builtin-types.ts";
import type { DataType } from "../migration/definition.ts";
import { sqlIdentifier } from "../migration/edit/sql-name.ts";
import { statementAround } from "../migration/edit/statement-path.ts";
import { behindTypeCheck } from "../migration/edit/type-check.ts";
import { functionRuns } from "../migration/function-runs.ts";
import { headingOf } from "../migration/heading.ts";
import { objectInWords } from "../migration/in-words.ts";
import type { Alter, Drop, Operation, Rename } from "../migration/operation.ts";
import { operationsWithin } from "../migration/operations-within.ts";
import { ranBefore } from "../migration/ran-before.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Fix } from "./finding.ts";
import { computes } from "./idempotency/computation.ts";
import type { Rule } from "./rule.ts";

/** ALTER COLUMN TYPE is done again on a column that has the type: USING computes anew (measured: `price * 100` twice makes 5 to 50000). */
export const columnTypeNotChecked: Rule = {
  name: "column-type-not-checked",
  description:
    "A column's type is changed without a check of its present type: with a `USING` that computes, a second run computes twice.",
  group: "idempotency",
  guideline: ["§5", "Pattern 4"],
  severity: "warning",
  fix: "unsafe",
  needs: ["alter"],
  *check(script) {
    for (const { operations } of functionRuns(script)) {
      const earlier: Operation[] = [];
      const taken = new TakenColumns(operations);
      for (const [index, operation] of operations.entries()) {
        if (operation.kind === "create" || operation.kind === "rename") earlier.push(operation);
        if (operation.kind !== "alter" || operation.change.kind !== "type") continue;
        if (operation.transaction === "other connection" || operation.sheltered || mayLook(operation)) continue;
        if (taken.after(operation, index)) continue;
        const { using } = operation.change;
        const twice = using !== null && using.node !== null && computes(using.node);
        if (isMadeHere(operation, earlier, twice)) continue;
        const column = objectInWords(operation.object);
        yield {
          severity: twice ? "warning" : "info",
          message: twice
            ? `A second run changes ${column} once more, or fails: ${inOneLine(using.text ?? "USING")} is computed from what the first run has left. Check its type first.`
            : `A second run changes the type of ${column} again: that does no harm, but it locks the table. Check its type first.`,
          fix: fixOf(script, operation),
          ...headingOf(script, operation),
        };
      }
    }
  },
};

/** The columns that a function drops, or gives other names. */
class TakenColumns {
  readonly #places = new Map<string, { readonly index: number; readonly by: Operation }[]>();

  constructor(operations: readonly Operation[]) {
    for (const [index, by] of operations.entries()) {
      if ((by.kind !== "drop" && by.kind !== "rename") || by.object.type !== "column") continue;
      const key = columnKey(by);
      const known = this.#places.get(key);
      if (known === undefined) this.#places.set(key, [{ index, by }]);
      else known.push({ index, by });
    }
  }

  /** Whether the column is gone once the function has gone on: a second run does not find it, or is kept from it by a look. */
  after(operation: Alter, index: number): boolean {
    const places = this.#places.get(columnKey(operation)) ?? [];
    return places.some((each) => each.index > index && ranBefore(each.by, operation, () => false));
  }
}

function columnKey({ object: { schema, table, name } }: Alter | Drop | Rename): string {
  return JSON.stringify([schema?.text, table?.text, name?.text]);
}

function inOneLine(sql: string): string {
  return sql.replace(/\s+/g, " ");
}

/** Whether a condition may have looked at the column's type: it asks the database something that is not understood, or for more than the column. */
function mayLook({ guards }: Alter): boolean {
  return guards.some(
    (guard) =>
      guard.kind === "query" || guard.kind === "handler" || (guard.kind === "existence" && guard.partial === true),
  );
}

/** Whether the table, the column or its new type was created, or got its name, before in the same function. @param twice that matters where it is not so. */
function isMadeHere({ object, change }: Alter, earlier: readonly Operation[], twice: boolean): boolean {
  const newType = change.kind === "type" ? change.type : null;
  return earlier.some((operation) => {
    if (newType !== null && makesNew(operation, newType, twice)) return true;
    if (operation.kind === "rename" && operation.object.type === "column")
      return operation.to.text === object.name?.text && operation.object.table?.text === object.table?.text;
    if (operation.kind !== "create") return false;
    const { type, name, table } = operation.object;
    if (type === "table") return name?.text === object.table?.text;
    return type === "column" && name?.text === object.name?.text && table?.text === object.table?.text;
  });
}

/**
 * Whether no column can have the type yet: it is created, which fails where it is there, or those that had it have it under another name. Behind a
 * look, as a fix puts it, the creation tells no more that it is new; that a table is locked once more is then not worth another finding.
 */
function makesNew(operation: Operation, { name }: DataType, twice: boolean): boolean {
  if (operation.kind === "rename") return operation.object.type === "type" && operation.object.name?.text === name.text;
  if (operation.kind !== "create" || operation.object.type !== "type" || operation.object.name?.text !== name.text)
    return false;
  return !twice || (!operation.ifNotExists && !operation.checked && !operation.sheltered);
}

function fixOf(script: MigrationScript, operation: Alter): Fix | null {
  const type = operation.change.kind === "type" ? formatted(operation.change.type) : null;
  const statement = statementAround(script, operation.origin.call);
  // What else the statement does would be left out too.
  if (type === null || statement === null || operationsWithin(script, statement).length > 1) return null;
  const edits = behindTypeCheck(script, statement, operation.object, type);
  return edits === null ? null : { applicability: "unsafe", message: "Check the type first", edits, fileChanges: [] };
}

/** A type as `format_type` shows it; null where that can't be known. */
function formatted(type: DataType | null): string | null {
  if (type === null || type.name.text === null || type.modifiers === null) return null;
  const { schema, name, modifiers, array } = type;
  const own = name.text ?? "";
  const isOwn = schema === null || schema.text === "pg_catalog";
  if (isOwn && isBuiltin(own)) return formattedBuiltin(own, modifiers) + (array ? "[]" : "");
  if (modifiers.length > 0 || schema?.text === null) return null;
  const qualifier = schema === null || schema.text === "public" ? "" : `${sqlIdentifier(schema.text ?? "")}.`;
  return qualifier + sqlIdentifier(own) + (array ? "[]" : "");
}
