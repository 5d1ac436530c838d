import type { Context } from "../context.ts";
import { formattedBuiltin } from "../migration/builtin-types.ts";
import type { QualifiedName } from "../migration/database-object.ts";
import type { DataType } from "../migration/definition.ts";
import { sqlIdentifier } from "../migration/edit/sql-name.ts";
import { withUsing } from "../migration/edit/using-clause.ts";
import { functionRuns } from "../migration/function-runs.ts";
import { objectInWords } from "../migration/in-words.ts";
import { nameOf } from "../migration/name-of.ts";
import { isOpaque } from "../migration/opaque.ts";
import type { Alter, Operation } from "../migration/operation.ts";
import { sameness } from "../migration/same-name.ts";
import type { MigrationScript } from "../migration/script.ts";
import { isEnumCreation } from "./enum-types/enum-creation.ts";
import { KnownColumns } from "./enum-types/known-columns.ts";
import { objectName } from "./enum-types/type-history.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { type Cast, type ColumnKind, castBetween } from "./type-changes/casts.ts";
import { columnKind, typeIn } from "./type-changes/column-kind.ts";

/**
 * "A USING clause must be provided if there is no implicit or assignment cast from old to new type" (manual, ALTER TABLE). 42804 datatype_mismatch, on
 * an empty table too (measured with PostgreSQL 15 and 18).
 */
export const usingMissing: Rule = {
  name: "using-missing",
  description:
    "A column changes to a type that PostgreSQL can't cast its values to by itself, and no `USING` says how: that always fails.",
  group: "run time",
  guideline: ["§6"],
  severity: "error",
  fix: "unsafe",
  needs: ["alter"],
  *check(script, context) {
    for (const { direction, operations } of functionRuns(script)) {
      if (!operations.some((operation) => typeChange(operation) !== null)) continue;
      const before = direction === "upgrade" ? (context.history?.before() ?? null) : null;
      let columns = new KnownColumns((table, column) => typeIn(before, table, column));
      const types: Operation[] = [];
      for (const operation of operations) {
        // From here on a column may be anything.
        if (isOpaque(operation)) columns = new KnownColumns();
        const change = typeChange(operation);
        const isEnum = (name: QualifiedName) => isEnumType(name, types, context);
        const found = change === null ? null : missingCast(change, columns, isEnum);
        columns.follow(operation);
        if (isAboutType(operation)) types.push(operation);
        if (change === null || found === null || isRenamed(change, types)) continue;
        const words = objectInWords(change.operation.object);
        const clause = operation.directive === null ? "USING" : "postgresql_using";
        yield {
          start: operation.start,
          end: operation.end,
          message: `PostgreSQL can't turn ${words} from ${inWords(found.from)} into ${inWords(found.to)} by itself: the change fails, on an empty table too. Say how with ${clause}.`,
          fix: found.cast === "explicit" ? castWith(script, change, found) : null,
        };
      }
    }
  },
};

interface TypeChange {
  readonly operation: Alter;
  readonly table: QualifiedName;
  readonly column: string;
  readonly type: DataType;
}

/** A change of a column's type that has no USING, and whose failure nothing catches. */
function typeChange(operation: Operation): TypeChange | null {
  if (operation.kind !== "alter" || operation.object.type !== "column" || operation.change.kind !== "type") return null;
  const { object, change, transaction, guards } = operation;
  if (change.using !== null || change.type === null || transaction === "other connection") return null;
  if (guards.some(({ kind }) => kind === "handler") || object.table === null || object.name?.text == null) return null;
  const table = { schema: object.schema, name: object.table };
  return { operation, table, column: object.name.text, type: change.type };
}

function isAboutType(operation: Operation): boolean {
  return (operation.kind === "create" || operation.kind === "rename") && operation.object.type === "type";
}

/** Whether the new type is a former one under the name that it has got before. */
function isRenamed({ type }: TypeChange, earlier: readonly Operation[]): boolean {
  return earlier.some(
    (other) => other.kind === "rename" && other.object.type === "type" && other.to.text === type.name.text,
  );
}

interface MissingCast {
  readonly from: ColumnKind;
  readonly to: ColumnKind;
  readonly cast: Cast;
}

/** The cast that is needed and not given, by all that is told of the column's type so far; null where there is none, or it can't be known. */
function missingCast(
  { operation, table, column, type }: TypeChange,
  columns: KnownColumns,
  isEnum: (name: QualifiedName) => boolean,
): MissingCast | null {
  const to = columnKind(type, isEnum);
  const told = [columns.typeOf(table, column), operation.existingType].filter((each) => each !== null);
  if (to === null || told.length === 0) return null;
  const missing = told.map((each): MissingCast | null => {
    const from = columnKind(each, isEnum);
    const cast = from === null ? null : castBetween(from, to);
    return from === null || cast === null || cast === "automatic" ? null : { from, to, cast };
  });
  return missing.includes(null) ? null : (missing[0] ?? null);
}

/** Whether a type that SQL names is an enum type, by what this function has created and by the history. */
function isEnumType(name: QualifiedName, earlier: readonly Operation[], { history }: Context): boolean {
  if (earlier.some((operation) => isEnumCreation(operation) && sameness(nameOf(operation), name) === "same"))
    return true;
  const full = objectName(name);
  return full !== null && history !== null && history.before().enumLabels(full) !== null;
}

function inWords({ name, enumeration, array }: ColumnKind): string {
  return (enumeration ? name : formattedBuiltin(name, [])) + (array ? "[]" : "");
}

function castWith(
  script: MigrationScript,
  { operation, column, type }: TypeChange,
  { from, to }: MissingCast,
): Fix | null {
  if (type.modifiers === null) return null;
  const suffix = to.array ? "[]" : "";
  const target = to.enumeration ? to.name : formattedBuiltin(to.name, type.modifiers);
  const text = from.enumeration && to.enumeration ? `::text${suffix}` : "";
  const expression = `${sqlIdentifier(column)}${text}::${target}${suffix}`;
  const edit = withUsing(script, operation, expression);
  if (edit === null) return null;
  return { applicability: "unsafe", message: `Cast with ${expression}`, edits: [edit], fileChanges: [] };
}
