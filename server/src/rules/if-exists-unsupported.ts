import type { Context } from "../context.ts";
import { asSql } from "../migration/edit/directive-sql.ts";
import { withoutKeyword } from "../migration/edit/keyword.ts";
import { existenceKeyword, givenExistenceKeyword, type KnownKeyword } from "../migration/existence-keywords.ts";
import type { Operation } from "../migration/operation.ts";
import { operationsWithin } from "../migration/operations-within.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Fix } from "./finding.ts";
import { behindLook } from "./idempotency/behind-look.ts";
import { hasUnknownName } from "./idempotency/name-to-look-for.ts";
import type { Surroundings } from "./idempotency/repeatable-form.ts";
import type { Rule } from "./rule.ts";

/** Which release knows which keyword, and what an older one makes of it, is in `existence-keywords.ts`. */
export const ifExistsUnsupported: Rule = {
  name: "if-exists-unsupported",
  description:
    "`if_exists` or `if_not_exists` is given to a directive that does not know it in the project's Alembic: it is ignored, or the call fails.",
  group: "idempotency",
  guideline: ["§4", "§5"],
  severity: "error",
  fix: "safe",
  *check(script, context, settings) {
    const seen = new Set<Operation["origin"]["call"]>();
    for (const operation of script.operations) {
      const { directive, origin } = operation;
      const given = givenExistenceKeyword(operation);
      if (given === null || directive === null || seen.has(origin.call)) continue;
      seen.add(origin.call);
      const known = existenceKeyword(directive, context.versions);
      if (known === null || known.state === null || known.state === "works" || known.name !== given) continue;
      const main = mainOperation(script, operation);
      yield {
        start: operation.start,
        end: operation.end,
        message: `${consequence(directive, known, context)} Write it as SQL, or check first.`,
        fix: fixOf({ script, context, settings }, main, given),
      };
    }
  },
};

function consequence(directive: string, { name, state, since }: KnownKeyword, { versions }: Context): string {
  const alembic =
    since === null || versions.alembic === null
      ? "Alembic"
      : directive === "drop_constraint" && versions.sqlalchemy !== null
        ? `Alembic ${versions.alembic} with SQLAlchemy ${versions.sqlalchemy}`
        : `Alembic ${versions.alembic}`;
  return state === "ignored"
    ? `${alembic} ignores ${name} of op.${directive}: a second run fails as if it were not there.`
    : `op.${directive} of ${alembic} does not know ${name}: the call always fails.`;
}

/** What the directive is called for: of a table with its types and indexes, the table. */
function mainOperation(script: MigrationScript, operation: Operation): Operation {
  const inCall = operationsWithin(script, operation.origin.call);
  return (
    inCall.find(({ kind, ...each }) => kind === "create" && "object" in each && each.object?.type === "table") ??
    operation
  );
}

function fixOf({ script, context, settings }: Surroundings, operation: Operation, keyword: string): Fix | null {
  const { call } = operation.origin;
  const inCall = operationsWithin(script, call);
  const sql = inCall.length === 1 ? asSql(script, operation) : null;
  if (sql !== null) return { applicability: "safe", message: "Write it as SQL", edits: sql, fileChanges: [] };
  const turns = inCall.filter(
    (other) =>
      other.kind === operation.kind &&
      "object" in other &&
      "object" in operation &&
      other.object?.type === operation.object?.type,
  );
  const without = withoutKeyword(script.source, call, keyword);
  const look = turns.length > 1 || without === null ? null : behindLook(script, operation, []);
  if (look === null || without === null) return null;
  return {
    applicability: settings.offlineSql || hasUnknownName(script, operation, context) ? "unsafe" : "safe",
    message: "Check first whether it is there",
    // What is taken out need not be indented.
    edits: [...look.filter(({ start, end }) => start <= without.start || end > without.end), without],
    fileChanges: [],
  };
}
