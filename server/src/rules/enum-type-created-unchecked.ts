import { doBlock } from "../migration/edit/do-block.ts";
import { behindCheck } from "../migration/edit/existence-check.ts";
import { existenceQuery } from "../migration/edit/existence-query.ts";
import { withKeyword } from "../migration/edit/keyword.ts";
import { statementAround } from "../migration/edit/statement-path.ts";
import type { TextEdit } from "../migration/edit/text-edit.ts";
import { functionRuns } from "../migration/function-runs.ts";
import { nameInWords } from "../migration/in-words.ts";
import { nameOf } from "../migration/name-of.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Settings } from "../settings.ts";
import { type EnumCreation, isEnumCreation, tableOf } from "./enum-types/enum-creation.ts";
import { isGoneAtEnd, presenceBefore } from "./enum-types/presence.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";

/**
 * CREATE TYPE has no IF NOT EXISTS (manual, CREATE TYPE). `sa.Enum.create` looks with `checkfirst=True` only, `postgresql.ENUM.create` unless told
 * not to (SQLAlchemy 1.4 and 2.0: `SchemaType.create`, `NamedType.create`; measured with 1.4.46).
 */
export const enumTypeCreatedUnchecked: Rule = {
  name: "enum-type-created-unchecked",
  description:
    "`CREATE TYPE … AS ENUM`, or `.create(bind)` without `checkfirst=True`, fails on a database that has the type already.",
  group: "enum values",
  guideline: ["§5"],
  severity: "warning",
  fix: "safe",
  needs: ["create"],
  *check(script, _context, settings) {
    for (const { operations } of functionRuns(script)) {
      for (const [index, creation] of operations.entries()) {
        if (!isEnumCreation(creation) || tableOf(creation, operations) !== null) continue;
        if (creation.checked || creation.sheltered || creation.transaction === "other connection") continue;
        // Dropped before: it can't be there. Created before: it surely is, and that is another rule's.
        const type = nameOf(creation);
        const presence = presenceBefore(operations, index, type);
        if (presence === "gone" || presence === "created" || isGoneAtEnd(operations, creation, type)) continue;
        const words = nameInWords(type);
        yield {
          start: creation.start,
          end: creation.end,
          message:
            creation.statement === null
              ? `Creating enum type ${words} fails where it is there already. Add checkfirst=True.`
              : `CREATE TYPE ${words} fails where the type is there already. Check first.`,
          fix: checkedCreation(script, creation, settings),
        };
      }
    }
  },
};

function checkedCreation(script: MigrationScript, creation: EnumCreation, settings: Settings): Fix | null {
  const { call } = creation.origin;
  // One edit of the call for all that it does, or none.
  if (script.operations.some((other) => other !== creation && other.origin.call === call)) return null;
  const edits = editsFor(script, creation, settings);
  if (edits === null) return null;
  const asks = creation.statement === null || settings.guardStyle === "guideline";
  return {
    applicability: settings.offlineSql && asks ? "unsafe" : "safe",
    message:
      creation.statement === null
        ? "Add checkfirst=True"
        : asks
          ? "Check first whether the type is there"
          : "Catch the error in a DO block",
    edits,
    fileChanges: [],
  };
}

function editsFor(script: MigrationScript, creation: EnumCreation, settings: Settings): readonly TextEdit[] | null {
  if (creation.statement === null) return [withKeyword(script.source, creation.origin.call, "checkfirst", "True")];
  if (settings.guardStyle === "do-block") return doBlock(script, creation, "duplicate_object");
  const query = existenceQuery(creation.object);
  const statement = statementAround(script, creation.origin.call);
  return query === null || statement === null ? null : behindCheck(script, [statement], query, false);
}
