import { dependentsAt } from "../../migration/edit/dependents.ts";
import { doBlock } from "../../migration/edit/do-block.ts";
import { type Requirement, skipWithout, type Work } from "../../migration/edit/skip-without.ts";
import { sqlIdentifier, sqlLiteral } from "../../migration/edit/sql-name.ts";
import type { Operation } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { Settings } from "../../settings.ts";
import type { Fix } from "../finding.ts";
import { dependingOperations } from "./depending-operations.ts";
import { neededSchemas, type SchemaNeed } from "./needed-schemas.ts";
import { workOf } from "./skipped-work.ts";

/** The fixes of an operation that needs a schema, the preferred one first. All leave out work, and so are unsafe. */
export function fixesFor(
  script: MigrationScript,
  operation: Operation,
  schema: string,
  { guardStyle }: Settings,
): readonly Fix[] {
  const looks = looksFor(script, operation, schema);
  return guardStyle === "do-block" ? [...inDoBlock(script, operation), ...looks] : looks;
}

/** What reads or writes rows, and views over them, miss the table (42P01, measured); all else misses the schema (3F000). */
function inDoBlock(script: MigrationScript, operation: Operation): readonly Fix[] {
  const edits =
    operation.statement === null ? null : doBlock(script, operation, "invalid_schema_name OR undefined_table");
  if (edits === null) return [];
  return [{ applicability: "unsafe", message: "Catch the error in a DO block", edits, fileChanges: [] }];
}

/** The guideline's look for the schema, and a look for the one table that must be there. */
function looksFor(script: MigrationScript, operation: Operation, schema: string): readonly Fix[] {
  const needsOf = (each: Operation) => neededSchemas(each).filter((need) => need.schema === schema);
  if (operation.origin.foreign || operation.inDoBlock || !/^[\w$-]+$/.test(schema)) return [];
  const depending = dependingOperations(script, schema);
  const dependents = dependentsAt(script, operation.origin.call, (each) => depending.has(each));
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
