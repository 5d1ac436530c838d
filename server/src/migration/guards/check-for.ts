import type { DatabaseObject, ObjectType, Operand } from "../database-object.ts";
import type { Guard } from "../guard.ts";
import type { Operation } from "../operation.ts";
import { failureConditions } from "./failure-conditions.ts";

type ExistenceGuard = Extract<Guard, { kind: "existence" }>;

/** How an operation is guarded against an object's being there, or not. */
export type Check =
  /** A guard checks this very object, or catches the failure. */
  | { readonly state: "fitting" }
  /** What is checked can't be known, and may be this object. */
  | { readonly state: "unknown" }
  /** Other objects are checked, or this one the wrong way round: the innermost such guard. */
  | { readonly state: "other"; readonly guard: ExistenceGuard }
  | { readonly state: "none" };

/**
 * Whether `operation` runs only when `object` is there or, with `exists` false, is not there; gates count for nothing.
 * A name without schema is that of any schema where the catalog is asked, else one of `public`.
 */
export function checkFor(operation: Operation, object: DatabaseObject, exists: boolean): Check {
  const conditions = failureConditions(operation, object, exists);
  let check: Check = { state: "none" };
  for (const guard of operation.guards) {
    if (guard.kind === "gate") continue;
    if (guard.kind === "handler") {
      if (guard.conditions.some((condition) => conditions.includes(condition.toLowerCase())))
        return { state: "fitting" };
      continue;
    }
    const answer = guard.kind === "query" ? null : answers(guard, object, exists);
    if (answer === true) return { state: "fitting" };
    if (answer === null) check = { state: "unknown" };
    else if (check.state !== "unknown" && guard.kind === "existence") check = { state: "other", guard };
  }
  return check;
}

/** Whether a guard says that `object` is there, or is not; null when that can't be known. */
function answers(guard: ExistenceGuard, object: DatabaseObject, exists: boolean): boolean | null {
  const asked = guard.object;
  const schemas = sameSchema(asked.schema, object.schema, searchesAll(guard));
  if (sameType(asked.type, object.type)) {
    const fits = both(schemas, sameTable(asked.table, object.table), sameName(asked.name, object.name));
    return guard.exists === exists || fits === false ? fits : false;
  }
  if (guard.exists !== exists) return false;
  // What is in a table or schema that is not there is not there either; around what is there, they are.
  const [outer, inner] = exists ? [object, asked] : [asked, object];
  if (outer.type === "schema") return inner.type === "schema" ? false : sameSchema(outer.name, inner.schema, false);
  if (!isPartOf(inner.type, outer.type)) return false;
  return inner.table === null ? null : both(schemas, sameName(outer.name, inner.table));
}

function searchesAll({ by }: ExistenceGuard): boolean {
  return by === "catalog" || by === "information_schema" || by === "helper";
}

function both(...answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

function sameName(a: Operand | null, b: Operand | null): boolean | null {
  return a === null || b === null || a.text === null || b.text === null ? null : a.text === b.text;
}

/** A look that leaves the table out is a look for the name alone. */
function sameTable(a: Operand | null, b: Operand | null): boolean | null {
  return a === null || b === null ? true : sameName(a, b);
}

function sameSchema(asked: Operand | null, own: Operand | null, searchesAll: boolean): boolean | null {
  if (asked === null && searchesAll) return true;
  const [a, b] = [asked, own].map((schema) => (schema === null ? "public" : schema.text));
  return a === null || b === null ? null : a === b;
}

const relations = new Set<ObjectType>([
  "table",
  "foreign table",
  "view",
  "materialized view",
  "sequence",
  "index",
  "relation",
]);
/** Types that one look at the catalog does not tell apart. */
const alike: readonly (readonly ObjectType[])[] = [
  ["table", "foreign table"],
  ["type", "domain"],
  ["function", "procedure", "aggregate"],
  // The index of a constraint has its name.
  ["constraint", "index"],
];

function sameType(asked: ObjectType, own: ObjectType): boolean {
  if (asked === own) return true;
  if (asked === "relation" || own === "relation") return relations.has(asked) && relations.has(own);
  return alike.some((types) => types.includes(asked) && types.includes(own));
}

const partsOfTable = new Set<ObjectType>(["column", "index", "constraint", "trigger", "policy", "rule"]);

function isPartOf(inner: ObjectType, outer: ObjectType): boolean {
  if (inner === "enum value") return outer === "type";
  return partsOfTable.has(inner) && (outer === "relation" || outer === "table" || outer === "foreign table");
}
