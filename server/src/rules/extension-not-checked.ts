import type { RevisionHistory } from "../history/revision-history.ts";
import { known } from "../migration/database-object.ts";
import { newStatements } from "../migration/edit/new-statement.ts";
import { sqlIdentifier } from "../migration/edit/sql-name.ts";
import { operationsModule } from "../migration/edit/with-block.ts";
import { functionRuns } from "../migration/function-runs.ts";
import { checkFor } from "../migration/guards/check-for.ts";
import { headingOf } from "../migration/heading.ts";
import type { Operation } from "../migration/operation.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { bringing, callsInto, extensionOf } from "./schemas/extension-members.ts";
import { type Reference, referencesOf } from "./schemas/references.ts";
import { mayHideCreations } from "./schemas/schema-standing.ts";

/** The types and functions of an extension are there only where CREATE EXTENSION was run in the database (manual, CREATE EXTENSION). */
export const extensionNotChecked: Rule = {
  name: "extension-not-checked",
  description:
    "A type, function or operator class of an extension is used, and no revision creates the extension: on a new database, the migration fails.",
  group: "schemas",
  guideline: ["§4", "§5"],
  severity: "warning",
  fix: "safe",
  *check(script, { history, environment }) {
    // Who else may create it is known only of a whole project.
    if (history === null || environment === null || environment.schemas === null) return;
    for (const { direction, operations } of functionRuns(script)) {
      // What downgrade uses was there for upgrade.
      if (direction === "downgrade") continue;
      const reported = new Set<string>();
      for (const [index, operation] of operations.entries()) {
        if (operation.sheltered || operation.transaction === "other connection") continue;
        if (operation.kind === "drop" || operation.kind === "comment") continue;
        for (const reference of referencesOf(operation)) {
          const extension = extensionOf(reference);
          if (extension === null || reported.has(extension) || isCheckedFor(operation, extension, reference)) continue;
          const earlier = operations.slice(0, index);
          if (earlier.some((each) => mayBring(each, extension, reference)) || mayBeThere(history, extension, reference))
            continue;
          reported.add(extension);
          yield {
            message: `${capital(reference.kind)} ${reference.name} belongs to extension ${extension}, which no revision creates: on a database without it, the migration fails. Create the extension first.`,
            fix: createFirst(script, operation, extension),
            ...headingOf(script, operation),
          };
        }
      }
    }
  },
};

function isCheckedFor(operation: Operation, extension: string, { kind, name }: Reference): boolean {
  const catches = operation.guards.some(
    (guard) =>
      guard.kind === "handler" && guard.conditions.some((each) => /^(undefined_(object|function)|others)$/.test(each)),
  );
  const objects = [
    { type: "extension", schema: null, table: null, name: known(extension) } as const,
    { type: kind === "type" ? "type" : "function", schema: null, table: null, name: known(name) } as const,
  ];
  return catches || objects.some((object) => ["fitting", "unknown"].includes(checkFor(operation, object, true).state));
}

/** Whether an operation may create the extension, or something of the project's own by that name. */
function mayBring(operation: Operation, extension: string, { kind, name }: Reference): boolean {
  if (mayHideCreations(operation)) return true;
  if (operation.kind !== "create") return false;
  const { type, name: own } = operation.object;
  if (type === "extension") return own === null || own.text === null || bringing(extension).includes(own.text);
  return (
    (own?.text ?? name) === name && (kind === "function" ? type === "function" : type === "type" || type === "domain")
  );
}

/** Whether an earlier revision has, or may have, created the extension, has used it already, or something of that name is the project's own. */
function mayBeThere(history: RevisionHistory, extension: string, { kind, name }: Reference): boolean {
  const before = history.before();
  return (
    bringing(extension).some((each) => before.has("extension", null, each) !== "absent") ||
    ((kind === "type" || kind === "function") && before.has(kind, null, name) === "present") ||
    before.someOperatorClass(
      (each) => extensionOf({ kind: "operator class", schema: null, name: each }) === extension,
    ) ||
    before.someColumn(
      (type, sql) =>
        (type !== null && extensionOf({ kind: "type", schema: null, name: type }) === extension) ||
        (sql !== null && callsInto(extension, sql)),
    )
  );
}

function createFirst(script: MigrationScript, { origin }: Operation, extension: string): Fix | null {
  if (origin.foreign) return null;
  const { name: op, edits } = operationsModule(script);
  const edit = newStatements(script, origin.call, "before", [
    `${op}.execute('CREATE EXTENSION IF NOT EXISTS ${sqlIdentifier(extension)}')`,
  ]);
  if (edit === null) return null;
  return {
    applicability: "safe",
    message: `Create extension ${extension} first`,
    edits: [...edits, edit],
    fileChanges: [],
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
