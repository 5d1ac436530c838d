import type { DatabaseObject, QualifiedName } from "../database-object.ts";
import { sqlLiteral, sqlName } from "./sql-name.ts";

/** A question about the catalog that has yes or no for an answer. */
export type ExistenceQuery =
  /** An expression of SQL. */
  | { readonly select: string }
  /** Whether rows of a catalog fulfil conditions. */
  | { readonly from: string; readonly where: readonly string[] };

/** Asks whether an object is there; null where its name can't be known, or the catalog is not asked that easily. */
export function existenceQuery(object: DatabaseObject): ExistenceQuery | null {
  const { type, schema, name } = object;
  const own = name === null ? null : sqlName({ schema, name });
  const text = name?.text ?? null;
  if (own === null || text === null) return null;
  const label = sqlLiteral(text);
  switch (type) {
    case "table":
    case "foreign table":
    case "view":
    case "materialized view":
    case "sequence":
    case "index":
      return { select: `to_regclass(${sqlLiteral(own)}) IS NOT NULL` };
    case "type":
    case "domain":
      return { select: `to_regtype(${sqlLiteral(own)}) IS NOT NULL` };
    case "schema":
      return {
        select: `to_regnamespace(${sqlLiteral(sqlName({ schema: null, name: { text, expression: null } }) ?? text)}) IS NOT NULL`,
      };
    case "column":
      return ofTable(object, "pg_attribute", "attrelid", [`attname = ${label}`, "NOT attisdropped"]);
    case "constraint":
      return ofTable(object, "pg_constraint", "conrelid", [`conname = ${label}`]);
    case "policy":
      return ofTable(object, "pg_policy", "polrelid", [`polname = ${label}`]);
    case "trigger":
      return ofTable(object, "pg_trigger", "tgrelid", [`tgname = ${label}`]);
    case "enum value":
      return { from: "pg_enum", where: [`enumlabel = ${label}`, `enumtypid = to_regtype(${nameLiteral(object)})`] };
    case "extension":
      return { from: "pg_extension", where: [`extname = ${label}`] };
    case "role":
      return { from: "pg_roles", where: [`rolname = ${label}`] };
    case "publication":
      return { from: "pg_publication", where: [`pubname = ${label}`] };
    default:
      return null;
  }
}

/** Asks whether a domain has a constraint. */
export function domainConstraintQuery({ schema, table, name }: DatabaseObject): ExistenceQuery | null {
  const domain = nameLiteral({ schema, table });
  const text = name?.text ?? null;
  if (domain === null || text === null) return null;
  return { from: "pg_constraint", where: [`contypid = to_regtype(${domain})`, `conname = ${sqlLiteral(text)}`] };
}

/** Asks whether a table has a primary key, whatever its name. */
export function primaryKeyQuery(key: DatabaseObject): ExistenceQuery | null {
  return ofTable(key, "pg_constraint", "conrelid", ["contype = 'p'"]);
}

/** Asks whether `partition` is one of `table`. */
export function partitionQuery(table: QualifiedName, partition: QualifiedName): ExistenceQuery | null {
  const [parent, child] = [sqlName(table), sqlName(partition)];
  if (parent === null || child === null) return null;
  return {
    from: "pg_inherits",
    where: [`inhrelid = to_regclass(${sqlLiteral(child)})`, `inhparent = to_regclass(${sqlLiteral(parent)})`],
  };
}

/** Asks whether a column is an identity column. */
export function identityQuery(column: DatabaseObject): ExistenceQuery | null {
  const text = column.name?.text ?? null;
  if (text === null) return null;
  return ofTable(column, "pg_attribute", "attrelid", [`attname = ${sqlLiteral(text)}`, "attidentity <> ''"]);
}

function ofTable(
  object: DatabaseObject,
  from: string,
  owner: string,
  conditions: readonly string[],
): ExistenceQuery | null {
  const table = nameLiteral(object);
  return table === null ? null : { from, where: [`${owner} = to_regclass(${table})`, ...conditions] };
}

/** The name of the table that the object is a part of, as a literal. */
function nameLiteral({ schema, table }: Pick<DatabaseObject, "schema" | "table">): string | null {
  const name = table === null ? null : sqlName({ schema, name: table });
  return name === null ? null : sqlLiteral(name);
}
