import { sqlIdentifier, sqlLiteral } from "../../../migration/edit/sql-name.ts";
import { type Held, inventoryOf, qualified } from "../inventory.ts";
import type { Index, Sequence, Table, Type } from "../objects.ts";
import type { Schema } from "../schema.ts";
import { definitionSql } from "./index-sql.ts";
import { addedKeys, addedReferences, tableSql } from "./table-sql.ts";
import { unknownRemarks } from "./unknown-remarks.ts";

/**
 * A schema as SQL that makes it, in an order that PostgreSQL accepts. What is not known is said in comments; what is said without one is
 * known.
 * @param shown how a path is shown.
 */
export function schemaSql(schema: Schema, shown: (path: string) => string): string {
  const held = inventoryOf(schema);
  const owned = held.sequences.filter(({ object }) => object.owner !== null);
  const identities = new Set(owned.filter((each) => isIdentity(each, held.tables)).map(({ id }) => id));
  const sequences = held.sequences.filter(({ id }) => !identities.has(id));
  const tables = held.tables.filter(({ object }) => object.name.name !== "alembic_version");
  const parts: readonly (readonly string[])[] = [
    unknownRemarks(schema, shown),
    named(held.schemas, (name) => `CREATE SCHEMA ${sqlIdentifier(name)};`, [
      "public",
      "pg_catalog",
      "information_schema",
    ]),
    named(held.extensions, (name) => `CREATE EXTENSION ${sqlIdentifier(name)};`, ["plpgsql"]),
    held.types.flatMap((each) => sure(each, `type ${qualified(each.object.name)}`, typeSql(each.object))),
    sequences.flatMap((each) =>
      sure(each, `sequence ${qualified(each.object.name)}`, [`CREATE SEQUENCE ${qualified(each.object.name)};`]),
    ),
    ...tables.map((each) =>
      sure(each, `table ${qualified(each.object.name)}`, tableSql(schema, each, held.tables, held.sequences)),
    ),
    sequences.flatMap(({ object }) => ownerSql(object, held.tables)),
    held.indexes.flatMap((each) =>
      each.object.ofConstraint
        ? []
        : sure(each, `index ${qualified(each.object.name)}`, [indexLine(schema, each.object)]),
    ),
    tables.flatMap((each) => (each.presence === "present" ? addedKeys(schema, each.object) : [])),
    tables.flatMap((each) => (each.presence === "present" ? addedReferences(schema, each.object, held.tables) : [])),
    held.views.flatMap((each) =>
      sure(each, `${each.object.kind} ${qualified(each.object.name)}`, [
        `-- ${each.object.kind} ${qualified(each.object.name)}: its query is not kept`,
      ]),
    ),
    held.unknown
      .filter(({ name }) => name !== "alembic_version")
      .map((name) => `-- unknown: what ${qualified(name)} is`),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

/** The SQL of what is there, a remark for what may be there. */
function sure({ presence }: Pick<Held<unknown>, "presence">, words: string, sql: readonly string[]): readonly string[] {
  return presence === "present" ? sql : [`-- unknown: whether there is ${words}`];
}

function named(
  objects: readonly { readonly name: string; readonly presence: string }[],
  write: (name: string) => string,
  leftOut: readonly string[],
): readonly string[] {
  return objects
    .filter(({ name }) => !leftOut.includes(name))
    .map(({ name, presence }) =>
      presence === "present" ? write(name) : `-- unknown: whether there is still what this made: ${write(name)}`,
    );
}

function typeSql({ kind, name, labels, extension }: Type): readonly string[] {
  if (extension !== null) return [];
  if (kind !== "enum") return [`-- ${kind} ${qualified(name)}: its definition is not kept`];
  if (labels === null) return [`-- unknown: the values of enum type ${qualified(name)}`];
  return [`CREATE TYPE ${qualified(name)} AS ENUM (${labels.map(sqlLiteral).join(", ")});`];
}

function isIdentity({ object }: Held<Sequence>, tables: readonly Held<Table>[]): boolean {
  const { owner } = object;
  const table = owner === null ? undefined : tables.find(({ id }) => id === owner.table);
  return owner !== null && table?.object.columns.get(owner.column)?.generated === "identity";
}

function ownerSql({ name, owner }: Sequence, tables: readonly Held<Table>[]): readonly string[] {
  const table = owner === null ? undefined : tables.find(({ id }) => id === owner.table);
  if (owner === null || table?.presence !== "present") return [];
  return [`ALTER SEQUENCE ${qualified(name)} OWNED BY ${qualified(table.object.name)}.${sqlIdentifier(owner.column)};`];
}

function indexLine(schema: Schema, index: Index): string {
  return definitionSql(schema, index) ?? `-- index ${qualified(index.name)}: its definition is not known`;
}
