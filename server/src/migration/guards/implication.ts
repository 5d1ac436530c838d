import type { DatabaseObject, ObjectType, Operand } from "../database-object.ts";
import type { Claim } from "./claim.ts";

/** Whether a claim says as much as that `object` is there, or is not; null when that can't be known. */
export function implies(
  claim: Claim,
  { object, exists }: { readonly object: DatabaseObject; readonly exists: boolean },
): boolean | null {
  const asked = claim.object;
  const schemas = sameSchema(asked.schema, object.schema, searchesAll(claim));
  if (sameType(asked.type, object.type)) {
    const fits = both(schemas, sameTable(asked.table, object.table), sameName(asked.name, object.name));
    return claim.exists === exists || fits === false ? fits : false;
  }
  if (claim.exists !== exists) return false;
  // What is in a table or schema that is not there is not there either; around what is there, they are.
  const [outer, inner] = exists ? [object, asked] : [asked, object];
  if (outer.type === "schema") return inner.type === "schema" ? false : sameSchema(outer.name, inner.schema, false);
  if (!isPartOf(inner.type, outer.type)) return false;
  return inner.table === null ? null : both(schemas, sameName(outer.name, inner.table));
}

function searchesAll({ by }: Claim): boolean {
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
  // `has_table` and `information_schema.tables` find views too.
  if (asked === "table" && (own === "view" || own === "materialized view")) return true;
  return alike.some((types) => types.includes(asked) && types.includes(own));
}

const partsOfTable = new Set<ObjectType>(["column", "index", "constraint", "trigger", "policy", "rule"]);

function isPartOf(inner: ObjectType, outer: ObjectType): boolean {
  if (inner === "enum value") return outer === "type";
  return partsOfTable.has(inner) && (outer === "relation" || outer === "table" || outer === "foreign table");
}
