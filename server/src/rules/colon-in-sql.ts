import { escapedColon } from "../migration/edit/escaped-colon.ts";
import { headingOf } from "../migration/heading.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { UnboundParameter } from "../migration/unbound-parameters.ts";
import type { Call } from "../python/syntax.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";

/**
 * `sqlalchemy.text`, which `op.execute` puts a string into, takes `:name` for a bind parameter wherever it stands, and refuses to send one without
 * a value: a StatementError (measured with SQLAlchemy 1.4.46 and Alembic 1.8.1; the same expressions are in SQLAlchemy 2.0).
 */
export const colonInSql: Rule = {
  name: "colon-in-sql",
  description:
    "A colon in a SQL literal, as in JSON, makes SQLAlchemy see a bind parameter that has no value: the statement is never sent.",
  group: "run time",
  guideline: ["§6"],
  severity: "error",
  fix: "safe",
  *check(script) {
    const seen = new Set<Call>();
    for (const operation of script.operations) {
      const { call, unbound } = operation.origin;
      const [first] = unbound;
      // Each text has one finding, be it many statements, or executed many times.
      if (first === undefined || seen.has(call)) continue;
      seen.add(call);
      const { start, end } = first.span ?? headingOf(script, operation);
      yield {
        start,
        end,
        message: `SQLAlchemy takes :${first.name} for a bind parameter, though it stands in ${places[first.within]}, and there is no value for it: the call fails. Write \\: for the colon.`,
        fix: escaped(script, call, unbound),
      };
    }
  },
};

const places: Readonly<Record<UnboundParameter["within"], string>> = {
  literal: "a literal",
  name: "a quoted name",
  comment: "a comment",
  slice: "an array's slice",
};

function escaped(script: MigrationScript, call: Call, unbound: readonly UnboundParameter[]): Fix | null {
  const edits = unbound.map(({ span }) => (span === null ? null : escapedColon(script, call, span)));
  const known = edits.filter((edit) => edit !== null);
  if (known.length < edits.length) return null;
  return {
    applicability: "safe",
    message: known.length === 1 ? "Escape the colon" : "Escape the colons",
    edits: known,
    fileChanges: [],
  };
}
