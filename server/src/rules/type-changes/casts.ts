import { isBuiltin } from "../../migration/builtin-types.ts";

/** A type of a column, as far as what it can be cast to depends on it. */
export interface ColumnKind {
  /** The name of PostgreSQL's parser, or of an enum type in SQL. */
  readonly name: string;
  readonly enumeration: boolean;
  readonly array: boolean;
}

/** How a value of one type becomes one of another: by itself in an assignment, by casts that are written out, or by none. */
export type Cast = "automatic" | "explicit" | "none";

/** What every type turns into by itself, by its text (manual, CREATE CAST: "automatic I/O conversion casts"). */
const strings = new Set(["text", "varchar", "bpchar", "name", "citext"]);

/**
 * PostgreSQL's casts between its own types that are no strings, by the source: `pg_cast` of 15 with castcontext `a` or `i`.
 * `test/database/casts.test.ts` compares this with both servers.
 */
const automatic = byType(`
  int2: int4 int8 float4 float8 numeric
  int4: int2 int8 float4 float8 numeric money
  int8: int2 int4 float4 float8 numeric money
  float4: int2 int4 int8 float8 numeric
  float8: int2 int4 int8 float4 numeric
  numeric: int2 int4 int8 float4 float8 money
  money: numeric
  date: timestamp timestamptz
  timestamp: date time timestamptz
  timestamptz: date time timetz timestamp
  time: interval timetz
  timetz: time
  interval: time
  json: jsonb
  jsonb: json
  inet: cidr
  cidr: inet
  macaddr: macaddr8
  macaddr8: macaddr
  bit: varbit
  varbit: bit
`);

/** As above, with castcontext `e`. */
const explicit = byType(`
  bool: int4
  int4: bool bit
  int8: bit
  bit: int4 int8
  jsonb: bool int2 int4 int8 float4 float8 numeric
`);

/** The types, but for strings, whose casts stand above or are none. */
export const castTypes: readonly string[] = [
  ...new Set([...automatic.keys(), "bool", "bytea", "uuid", "tsvector", "tsquery"]),
];

/** The types of `castTypes` that one becomes without USING, or by a cast. */
export function castsOf(type: string, cast: Exclude<Cast, "none">): readonly string[] {
  return (cast === "automatic" ? automatic : explicit).get(type) ?? [];
}

/** How a column of one type becomes one of another; null where that can't be told of these types. */
export function castBetween(from: ColumnKind, to: ColumnKind): Cast | null {
  if (from.array && to.array) return castBetween({ ...from, array: false }, { ...to, array: false });
  if (isString(to)) return "automatic";
  if (from.name === to.name && from.array === to.array) return "automatic";
  if (!isKnown(from) || !isKnown(to)) return null;
  // Each of a string's and an array's texts is another matter: no cast is as plain as it looks.
  if (from.array || to.array) return "none";
  // One enum type's labels become another's by way of text.
  if (isString(from) || (from.enumeration && to.enumeration)) return "explicit";
  if (from.enumeration || to.enumeration) return "none";
  if (castsOf(from.name, "automatic").includes(to.name)) return "automatic";
  return castsOf(from.name, "explicit").includes(to.name) ? "explicit" : "none";
}

function isString({ name, enumeration, array }: ColumnKind): boolean {
  return !array && !enumeration && strings.has(name);
}

function isKnown({ name, enumeration }: ColumnKind): boolean {
  return enumeration || strings.has(name) || (isBuiltin(name) && castTypes.includes(name));
}

function byType(table: string): ReadonlyMap<string, readonly string[]> {
  const lines = table.trim().split("\n");
  return new Map(
    lines.map((line) => {
      const [source = "", targets = ""] = line.trim().split(": ");
      return [source, targets.split(" ")];
    }),
  );
}
