import { dependentsAt } from "../migration/edit/dependents.ts";
import { type Requirement, skipWithout, type Work } from "../migration/edit/skip-without.ts";
import { sqlIdentifier, sqlLiteral } from "../migration/edit/sql-name.ts";
import { functionRuns } from "../migration/function-runs.ts";
import type { Check } from "../migration/guards/check-for.ts";
import { headingOf } from "../migration/heading.ts";
import { objectInWords } from "../migration/in-words.ts";
import type { Operation } from "../migration/operation.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Fix } from "./finding.ts";
import type { Report, Rule } from "./rule.ts";
import { neededSchemas, type SchemaNeed } from "./schemas/needed-schemas.ts";
import { lookAt, mayBeMissing } from "./schemas/schema-standing.ts";
import { workOf } from "./schemas/skipped-work.ts";

/** What names a schema that is not there fails (measured with PostgreSQL 15.18 and 18.6; `schemas/needed-schemas.ts` says what passes). */
export const schemaNotChecked: Rule = {
  name: "schema-not-checked",
  description: "A schema is used that nothing creates or checks before: on a database without it, the migration fails.",
  group: "schemas",
  guideline: ["§3", "§4", "Common issue 2"],
  severity: "error",
  fix: "unsafe",
  *check(script, context, settings) {
    const runs = functionRuns(script);
    for (const run of runs) {
      const reported = new Set<string>();
      for (const [index, operation] of run.operations.entries()) {
        if (operation.sheltered || operation.transaction === "other connection") continue;
        for (const need of neededSchemas(operation)) {
          if (reported.has(need.schema)) continue;
          const look = lookAt(operation, need);
          if (look.state === "fitting" || look.state === "unknown") continue;
          if (!mayBeMissing({ context, settings, runs }, run, index, need.schema)) continue;
          reported.add(need.schema);
          yield report(script, operation, need.schema, look);
        }
      }
    }
  },
};

function report(script: MigrationScript, operation: Operation, schema: string, look: Check): Report {
  const checked = look.state === "other" && look.guard.exists ? look.guard.object : null;
  const [fix = null, ...alternatives] = fixesFor(script, operation, schema);
  return {
    ...headingOf(script, operation),
    message:
      checked === null
        ? `Schema ${schema} is used here, and nothing before creates it or checks that it exists: where it is missing, the migration fails. Check first, or name it in known-schemas.`
        : `Schema ${schema} is used here, but what is checked before is ${objectInWords(checked)}: where schema ${schema} is missing, the migration fails. Check that schema ${schema} exists.`,
    fix,
    alternatives,
  };
}

/** The guideline's look for the schema, and a look for the one table that must be there. */
function fixesFor(script: MigrationScript, operation: Operation, schema: string): readonly Fix[] {
  const needsOf = (each: Operation) => neededSchemas(each).filter((need) => need.schema === schema);
  if (operation.origin.foreign || operation.inDoBlock || !/^[\w$-]+$/.test(schema)) return [];
  const dependents = dependentsAt(script, operation.origin.call, (each) => needsOf(each).length > 0);
  if (dependents === null) return [];
  const work = workOf(dependents.operations);
  const inSchema: Requirement = {
    type: "schema",
    name: schema,
    query: [
      "SELECT EXISTS(",
      "\tSELECT 1 FROM information_schema.schemata ",
      `\tWHERE schema_name = ${sqlLiteral(schema)}`,
      ");",
    ],
    work,
  };
  const requirements = [
    inSchema,
    onTable(schema, new Set(dependents.operations.flatMap(needsOf).map(relationOf)), work),
  ];
  return requirements.flatMap((requirement) => {
    const edits = requirement === null ? null : skipWithout(script, dependents, requirement);
    if (requirement === null || edits === null) return [];
    const message = `Check first whether ${requirement.type} ${requirement.name} exists`;
    return [{ applicability: "unsafe", message, edits, fileChanges: [] }];
  });
}

function relationOf({ relation }: SchemaNeed): string | null {
  return relation;
}

/** The schema may be there without the table, and `information_schema` hides schemas from roles without privileges. */
function onTable(schema: string, relations: ReadonlySet<string | null>, work: Work): Requirement | null {
  const [relation] = relations;
  if (relations.size !== 1 || relation == null) return null;
  const name = `${sqlIdentifier(schema)}.${sqlIdentifier(relation)}`;
  // A quoted name would end the Python string.
  if (!/^[\w$.]+$/.test(name)) return null;
  return { type: "table", name, query: [`SELECT to_regclass(${sqlLiteral(name)}) IS NOT NULL`], work };
}
