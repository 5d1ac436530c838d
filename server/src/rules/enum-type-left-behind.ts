import type { Schema } from "../history/schema/schema.ts";
import { known, type QualifiedName } from "../migration/database-object.ts";
import { connectionAt } from "../migration/edit/connection.ts";
import { pythonString } from "../migration/edit/layout.ts";
import { newStatements } from "../migration/edit/new-statement.ts";
import { sqlalchemyModule } from "../migration/edit/sqlalchemy-module.ts";
import { functionRuns } from "../migration/function-runs.ts";
import { nameInWords, objectInWords } from "../migration/in-words.ts";
import { nameOf } from "../migration/name-of.ts";
import type { Drop, Operation } from "../migration/operation.ts";
import { sameness } from "../migration/same-name.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Span } from "../python/syntax.ts";
import { isEnumCreation } from "./enum-types/enum-creation.ts";
import { looksFor } from "./enum-types/presence.ts";
import { effectsOn } from "./enum-types/type-effects.ts";
import { objectName, schemaAfter, typeBefore, writtenName } from "./enum-types/type-history.ts";
import { holds, type TypedColumn, typedColumns } from "./enum-types/type-users.ts";
import type { Applicability, Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";

/** DROP TABLE and DROP COLUMN leave the types of the columns (manual, DROP TABLE), and so do their directives (measured with Alembic 1.8.1). */
export const enumTypeLeftBehind: Rule = {
  name: "enum-type-left-behind",
  description:
    "`downgrade` drops the table or column but not the enum type that `upgrade` created for it: the next upgrade fails.",
  group: "enum values",
  guideline: ["§6"],
  severity: "warning",
  fix: "safe",
  *check(script, context, { offlineSql }) {
    const runs = functionRuns(script);
    const upgrades = runs.filter(({ direction }) => direction === "upgrade");
    const downgrades = runs.filter(({ direction }) => direction === "downgrade");
    const [upgrade] = upgrades;
    const [downgrade] = downgrades;
    // Which of several engines' functions belong together, their names alone tell.
    if (upgrade === undefined || downgrade === undefined || upgrades.length > 1 || downgrades.length > 1) return;
    const created = createdTypes(upgrade.operations);
    if (created.length === 0) return;
    const left = new Map<Drop, QualifiedName[]>();
    const users = byTypeName(upgrade.operations.flatMap(typedColumns));
    for (const type of created) {
      // It is an earlier revision's, and stays.
      if (typeBefore(context.history, type) === "present") continue;
      if (effectsOn(downgrade.operations, type).length > 0) continue;
      const drop = lastDropOf(users.get(type.name.text) ?? [], downgrade.operations, type);
      if (drop === null) continue;
      const others = left.get(drop);
      if (others === undefined) left.set(drop, [type]);
      else others.push(type);
    }
    const after = left.size === 0 ? null : schemaAfter(script, context);
    const isOurs = (type: QualifiedName) =>
      typeBefore(context.history, type) === "absent" && isFreeAfter(downgrade.operations, type, after);
    for (const [drop, types] of left) {
      const words = types.map(nameInWords).join(", ");
      const [them, kind] = types.length > 1 ? ["them", "types"] : ["it", "type"];
      yield {
        start: drop.start,
        end: drop.end,
        message: `Dropping ${objectInWords(drop.object)} leaves enum ${kind} ${words} behind, and the next upgrade fails to create ${them}. Drop ${them} too.`,
        fix: dropTypes(script, drop, types, !offlineSql && types.every(isOurs) ? "safe" : "unsafe"),
      };
    }
  },
};

/** The enum types that are there after the upgrade, and that it creates without a look whether they were there before. */
function createdTypes(operations: readonly Operation[]): readonly QualifiedName[] {
  const types: QualifiedName[] = [];
  for (const [index, creation] of operations.entries()) {
    if (!isEnumCreation(creation)) continue;
    const type = nameOf(creation);
    if (type.name.text === null || looksFor(creation, type, false) || creation.transaction === "other connection")
      continue;
    const effects = effectsOn(operations, type);
    // Made anew under its old name, or gone again: it is not this revision's alone.
    if (effects.some(({ effect, index: at }) => effect === "gone" || (effect === "unknown" && at > index))) continue;
    if (!types.some((other) => sameness(other, type) === "same")) types.push(type);
  }
  return types;
}

function byTypeName(columns: readonly TypedColumn[]): ReadonlyMap<string | null, readonly TypedColumn[]> {
  const groups = new Map<string | null, TypedColumn[]>();
  for (const column of columns) {
    const group = groups.get(column.type.name.text);
    if (group === undefined) groups.set(column.type.name.text, [column]);
    else group.push(column);
  }
  return groups;
}

/** The last drop in `downgrade` of a table or column that `upgrade` gave the type. @param columns those with a type of this name. */
function lastDropOf(
  columns: readonly TypedColumn[],
  downgrade: readonly Operation[],
  type: QualifiedName,
): Drop | null {
  const users = columns.filter((column) => sameness(column.type, type) === "same");
  return (
    downgrade.findLast(
      (operation): operation is Drop =>
        operation.kind === "drop" && users.some((column) => holds(operation.object, column)),
    ) ?? null
  );
}

/** Whether nothing uses the type once `downgrade` has dropped what it drops. */
function isFreeAfter(downgrade: readonly Operation[], type: QualifiedName, after: Schema | null): boolean {
  const name = objectName(type);
  const users = name === null ? null : (after?.columnsOfType(name) ?? null);
  if (users === null) return false;
  return users.every(({ table, column }) =>
    downgrade.some(
      (operation) =>
        operation.kind === "drop" &&
        operation.guards.every(({ kind }) => kind === "existence") &&
        holds(operation.object, { table: writtenName(table), name: known(column) }),
    ),
  );
}

function dropTypes(
  script: MigrationScript,
  drop: Drop,
  types: readonly QualifiedName[],
  applicability: Applicability,
): Fix | null {
  const connection = connectionAt(script, endOf(drop));
  const sqlalchemy = sqlalchemyModule(script);
  const statements = types.map(({ schema, name }) => {
    const inSchema = schema?.text == null ? "" : `, schema=${pythonString(schema.text)}`;
    return `${sqlalchemy.name}.Enum(name=${pythonString(name.text ?? "")}${inSchema}).drop(${connection.expression}, checkfirst=True)`;
  });
  const edit = newStatements(script, endOf(drop), "after", statements);
  if (edit === null) return null;
  return {
    applicability,
    message: types.length > 1 ? "Drop the enum types too" : "Drop the enum type too",
    edits: [...connection.edits, ...sqlalchemy.edits, edit],
    fileChanges: [],
  };
}

/** What must have come to its end before the type is free: a loop over several tables, a batch, a local function. */
function endOf({ origin }: Drop): Span {
  for (const frame of origin.frames) {
    if (frame.kind === "loop" || frame.kind === "with") return frame.node;
    if (frame.kind === "function" && frame.call !== null) return frame.call;
  }
  return origin.call;
}
