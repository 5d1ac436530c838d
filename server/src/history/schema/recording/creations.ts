import type { Node } from "@pgsql/types";
import { sqlalchemyCall } from "../../../migration/directives/sqlalchemy-call.ts";
import type { Create } from "../../../migration/operation.ts";
import { namesOf } from "../../../migration/statements/node-text.ts";
import { nodesWithin } from "../../../sql/nodes-within.ts";
import type { Deed, RecordedName, RecordedObject } from "../recorded-operation.ts";
import { recordedColumn, recordedConstraint, recordedIndex, recordedTable } from "./definitions.ts";
import { recordedObject } from "./names.ts";

/** What is kept of a creation. */
export function recordedCreation(operation: Create): readonly Deed[] {
  const { definition, ifNotExists, orReplace, statement } = operation;
  if (statement !== null && "AlterDomainStmt" in statement) return [];
  const object = recordedObject(operation.object);
  const base: Deed = {
    kind: "create",
    object,
    ...(ifNotExists ? { ifNotExists } : {}),
    ...(orReplace ? { orReplace } : {}),
  };
  switch (definition?.kind) {
    case "table":
      return [
        {
          table: recordedTable(definition, hasMore(statement) || isGivenMore(operation)),
          ...base,
          object: definition.temporary ? inSession(object) : object,
        },
      ];
    case "column":
      return [{ column: recordedColumn(definition), ...base }];
    case "constraint":
      return [{ constraint: recordedConstraint(definition), ...base }];
    case "index":
      return [{ index: recordedIndex(definition, statement), ...base }];
    case "enum":
      return [{ labels: definition.labels, ...base }];
    default:
      return [{ ...base, ...details(object, statement) }];
  }
}

/** A temporary object: gone when the session ends. */
function inSession(object: RecordedObject): RecordedObject {
  return { ...object, schema: "pg_temp" };
}

/** LIKE, INHERITS, OF: what the table has besides is said elsewhere. */
function hasMore(statement: Node | null): boolean {
  if (statement === null || !("CreateStmt" in statement)) return false;
  const { tableElts = [], inhRelations = [], partbound, ofTypename } = statement.CreateStmt;
  return (
    ofTypename !== undefined ||
    (partbound === undefined && inhRelations.length > 0) ||
    tableElts.some((element) => "TableLikeClause" in element)
  );
}

/** `op.create_table(name, *columns)`: what it is given is not all known. */
function isGivenMore({ origin: { given }, directive }: Create): boolean {
  if (directive !== "create_table" || given === null) return false;
  return given.isOpen || given.rest.some(({ value }) => sqlalchemyCall(value) === null);
}

function details(object: RecordedObject, statement: Node | null) {
  if (statement === null) return {};
  if (object.type === "view" || object.type === "materialized view") return { uses: relationsIn(statement) };
  if ("CreateSeqStmt" in statement) {
    const ownedBy = ownerIn(statement.CreateSeqStmt.options);
    return ownedBy == null ? {} : { ownedBy };
  }
  if ("CreateExtensionStmt" in statement) {
    for (const option of statement.CreateExtensionStmt.options ?? []) {
      if (!("DefElem" in option) || option.DefElem.defname !== "schema") continue;
      const [schema] = option.DefElem.arg === undefined ? [] : namesOf(option.DefElem.arg);
      if (schema !== undefined) return { inSchema: schema };
    }
  }
  return {};
}

/** The relations that a view's query reads, common table expressions among them. */
function relationsIn(statement: Node): readonly RecordedName[] {
  const query = "ViewStmt" in statement ? statement.ViewStmt.query : statement;
  const found = new Map<string, RecordedName>();
  for (const node of nodesWithin(query)) {
    if (!("RangeVar" in node)) continue;
    const { schemaname, relname = "" } = node.RangeVar;
    const name: RecordedName = schemaname === undefined ? relname : [schemaname, relname];
    found.set(JSON.stringify(name), name);
  }
  return [...found.values()];
}

/** The column that OWNED BY names; null for NONE, undefined where nothing is said. */
export function ownerIn(
  options: readonly Node[] | undefined,
): readonly [table: RecordedName, column: string] | null | undefined {
  for (const option of options ?? []) {
    if (!("DefElem" in option) || option.DefElem.defname !== "owned_by" || option.DefElem.arg === undefined) continue;
    const names = namesOf(option.DefElem.arg);
    const [schema, table] = names.length > 2 ? names.slice(-3) : [undefined, names.at(-2)];
    const column = names.at(-1);
    if (table === undefined || column === undefined) return null;
    return [schema === undefined ? table : [schema, table], column];
  }
  return undefined;
}
