import type { Context } from "../context.ts";
import type { QualifiedName } from "../migration/database-object.ts";
import { enumConstructs, withoutCreation } from "../migration/edit/enum-constructs.ts";
import { functionRuns } from "../migration/function-runs.ts";
import { nameInWords } from "../migration/in-words.ts";
import { nameOf } from "../migration/name-of.ts";
import type { Create, Operation } from "../migration/operation.ts";
import { sameness } from "../migration/same-name.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Span } from "../python/syntax.ts";
import { type EnumCreation, isEnumCreation, tableOf } from "./enum-types/enum-creation.ts";
import { looksFor, presenceBefore } from "./enum-types/presence.ts";
import { effectsOn } from "./enum-types/type-effects.ts";
import { typeBefore, typePlace } from "./enum-types/type-history.ts";
import type { Applicability, Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";

/**
 * `op.create_table` creates the enum types of its columns, each once a run, without a look whether they are there (Alembic 1.8 to 1.19 with
 * SQLAlchemy 1.4 and 2.0, measured with 1.8.1 and 1.4.46). `sa.Enum` has `create_type` since SQLAlchemy 2.1; before, it is swallowed.
 */
export const enumTypeRecreated: Rule = {
  name: "enum-type-recreated",
  description:
    "An enum type is created a second time: `op.create_table` creates the types of its columns, also those that this migration or an earlier one has created.",
  group: "enum values",
  guideline: ["§5"],
  severity: "error",
  fix: "safe",
  needs: ["create"],
  *check(script, context) {
    const { history } = context;
    for (const { direction, operations } of functionRuns(script)) {
      for (const [index, creation] of operations.entries()) {
        if (!isEnumCreation(creation)) continue;
        const type = nameOf(creation);
        if (looksFor(creation, type, false) || creation.transaction === "other connection") continue;
        const table = tableOf(creation, operations);
        const ignored = table !== null && toldNotTo(creation, table);
        if (ignored && !ignoresCreateType(context)) continue;
        const here = presenceBefore(operations, index, type);
        const earlier = here === "untouched" && direction === "upgrade" ? typeBefore(history, type) : "unknown";
        const again = here === "created" || earlier === "present";
        if (!again && (!ignored || earlier === "absent")) continue;
        const first = here === "created" ? creationBefore(operations, index, type) : null;
        const place = first ?? (earlier === "present" ? typePlace(history, type) : null);
        const words = nameInWords(type);
        const what = table === null ? "Leave this out" : "Give the column a postgresql.ENUM with create_type=False";
        yield {
          start: creation.start,
          end: creation.end,
          message: again
            ? `${table === null ? "This creates" : "The table creates"} enum type ${words} a second time, and fails: the type is there already. ${what}.`
            : `sa.Enum ignores create_type=False: the table creates enum type ${words}, and fails where it is there. ${what}.`,
          fix: table === null ? null : leaveTypeAlone(script, creation, again ? "safe" : "unsafe"),
          ...(place === null ? {} : { related: [{ message: `Enum type ${words} is created here`, place }] }),
        };
      }
    }
  },
};

/** The place of the operation that has created the type. */
function creationBefore(operations: readonly Operation[], index: number, type: QualifiedName): Span | null {
  const before = effectsOn(operations, type).filter((each) => each.index < index);
  const creation = before.findLast(({ effect }) => effect === "created")?.operation;
  return creation === undefined ? null : { start: creation.start, end: creation.end };
}

/** True when `create_type=False` is given to a `sa.Enum` of the type, in a column of the table. */
function toldNotTo(creation: EnumCreation, { definition }: Create): boolean {
  return (
    definition?.kind === "table" &&
    definition.columns.some(
      ({ type }) =>
        type?.enumeration?.construct === "sa.Enum" &&
        type.enumeration.createType === false &&
        sameness(type, nameOf(creation)) === "same",
    )
  );
}

/** True when SQLAlchemy is known to be older than 2.1. */
function ignoresCreateType({ versions: { sqlalchemy } }: Context): boolean {
  if (sqlalchemy === null) return false;
  const [major = 0, minor = 0] = sqlalchemy.split(".").map(Number);
  return major < 2 || (major === 2 && minor < 1);
}

function leaveTypeAlone(script: MigrationScript, creation: EnumCreation, applicability: Applicability): Fix | null {
  const { text } = nameOf(creation).name;
  const constructs = text === null ? [] : enumConstructs(script, creation.origin.call, text);
  if (constructs.length === 0) return null;
  return {
    applicability,
    message: "Use postgresql.ENUM with create_type=False",
    edits: withoutCreation(script, constructs),
    fileChanges: [],
  };
}
