import type { DatabaseObject } from "../../migration/database-object.ts";
import { behindCheck } from "../../migration/edit/existence-check.ts";
import {
  domainConstraintQuery,
  type ExistenceQuery,
  existenceQuery,
  identityQuery,
  partitionQuery,
  primaryKeyQuery,
} from "../../migration/edit/existence-query.ts";
import { uses } from "../../migration/edit/imports.ts";
import { functionAround, pathTo } from "../../migration/edit/statement-path.ts";
import type { TextEdit } from "../../migration/edit/text-edit.ts";
import type { Create, Drop, Operation, Rename } from "../../migration/operation.ts";
import { operationsWithin } from "../../migration/operations-within.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { Statement } from "../../python/syntax.ts";
import { nameToLookFor } from "./name-to-look-for.ts";

/**
 * Edits that put an operation, and what depends on it, behind a look whether it has been done.
 * @returns null where the statements do other things too, or the catalog can't be asked.
 */
export function behindLook(
  script: MigrationScript,
  operation: Operation,
  dependents: readonly Operation[],
): readonly TextEdit[] | null {
  const asked = questionOf(script, operation);
  const place = pathTo(script.module, operation.origin.call).at(-1);
  if (asked === null || place === undefined) return null;
  const together = new Set([operation, ...dependents]);
  const belongs = (statement: Statement) => {
    if (!isSimple(statement)) return false;
    const operations = operationsWithin(script, statement);
    return operations.length > 0 && operations.every((each) => together.has(each) || goesWith(each, operation));
  };
  if (!belongs(place.statement)) return null;
  const statements: Statement[] = [];
  const missing = new Set(dependents);
  const take = (statement: Statement) => {
    statements.push(statement);
    for (const each of operationsWithin(script, statement)) missing.delete(each);
  };
  take(place.statement);
  for (let index = place.index + 1; missing.size > 0; index++) {
    const next = place.block[index];
    if (next === undefined || !belongs(next)) return null;
    take(next);
  }
  if (leavesNameUnbound(script, statements)) return null;
  return behindCheck(script, statements, asked.query, asked.wanted);
}

/** What a look asks before an operation, and the answer with which it runs. */
function questionOf(
  script: MigrationScript,
  operation: Operation,
): { readonly query: ExistenceQuery; readonly wanted: boolean } | null {
  const ask = (query: ExistenceQuery | null, wanted: boolean) => (query === null ? null : { query, wanted });
  switch (operation.kind) {
    case "create":
      return ask(creationQuery(script, operation), false);
    case "drop":
    case "rename":
      return ask(objectQuery(operation), true);
    case "rename enum value": {
      const { schema, name } = operation.type;
      return ask(existenceQuery({ type: "enum value", schema, table: name, name: operation.value }), true);
    }
    case "alter": {
      const { change, object } = operation;
      if (change.kind === "schema") return ask(existenceQuery(object), true);
      if (change.kind === "identity") return ask(identityQuery(object), false);
      if (change.kind !== "attach partition" && change.kind !== "detach partition") return null;
      const table = object.name === null ? null : { schema: object.schema, name: object.name };
      return table === null ? null : ask(partitionQuery(table, change.partition), change.kind === "detach partition");
    }
    default:
      return null;
  }
}

function creationQuery(script: MigrationScript, creation: Create): ExistenceQuery | null {
  const { object } = creation;
  if (isPrimaryKey(creation)) return primaryKeyQuery(object);
  return objectQuery({ ...creation, object: { ...object, name: nameToLookFor(script, creation) } });
}

function objectQuery({ object, statement }: Create | Drop | Rename): ExistenceQuery | null {
  const ofDomain =
    statement !== null &&
    ("AlterDomainStmt" in statement ||
      ("RenameStmt" in statement && statement.RenameStmt.renameType === "OBJECT_DOMCONSTRAINT"));
  return ofDomain ? domainConstraintQuery(object) : existenceQuery(object);
}

/** A table has but one: by whatever name, a second is refused. */
function isPrimaryKey({ definition }: Create): boolean {
  return definition?.kind === "constraint" && definition.type === "primary key";
}

/** What an operation's own call does besides it, or what is done to the object that it creates. */
function goesWith(other: Operation, operation: Operation): boolean {
  if (other.origin.call === operation.origin.call) return other.directive !== null;
  if (operation.kind !== "create" || operation.object.name === null) return false;
  const table = "object" in other ? ownerOf(other.object) : null;
  return table !== null && operation.object.type === "table" && table === operation.object.name.text;
}

function ownerOf(object: DatabaseObject | null): string | null {
  if (object === null) return null;
  return (object.table ?? (object.type === "table" ? object.name : null))?.text ?? null;
}

function isSimple({ kind }: Statement): boolean {
  return kind === "expression" || kind === "assignment";
}

/** True when a statement gives a value to a name that is used after all of them. */
function leavesNameUnbound(script: MigrationScript, statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  const around = last === undefined ? null : functionAround(script.module, last);
  if (last === undefined || around === null) return false;
  const names = statements.flatMap((statement) =>
    statement.kind === "assignment"
      ? statement.targets.flatMap((target) => (target.kind === "name" ? [target.id] : []))
      : [],
  );
  return names.some((name) => uses(script, { start: last.end, end: around.end }, name, []));
}
