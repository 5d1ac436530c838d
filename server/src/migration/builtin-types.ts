/** The types of PostgreSQL's own by the names of its parser, with what `format_type` calls them where that is something else. */
const formatted: ReadonlyMap<string, string> = new Map([
  ["int2", "smallint"],
  ["int4", "integer"],
  ["int8", "bigint"],
  ["float4", "real"],
  ["float8", "double precision"],
  ["bool", "boolean"],
  ["varchar", "character varying"],
  ["bpchar", "character"],
  ["varbit", "bit varying"],
  ["timestamp", "timestamp without time zone"],
  ["timestamptz", "timestamp with time zone"],
  ["time", "time without time zone"],
  ["timetz", "time with time zone"],
  ["char", '"char"'],
]);

const plain: ReadonlySet<string> = new Set(
  `text name bytea date interval numeric json jsonb jsonpath uuid inet cidr macaddr macaddr8 money oid xid xid8 cid tid bit xml
  tsvector tsquery point line lseg box path polygon circle regclass regproc regprocedure regtype regrole regnamespace regconfig regdictionary
  regoper regoperator regcollation pg_lsn pg_snapshot txid_snapshot refcursor record void
  int4range int8range numrange daterange tsrange tstzrange
  int4multirange int8multirange nummultirange datemultirange tsmultirange tstzmultirange`.split(/\s+/),
);

/** What numbers a column by itself, by the type that it has then. */
const serials: ReadonlyMap<string, string> = new Map([
  ["serial", "int4"],
  ["serial4", "int4"],
  ["bigserial", "int8"],
  ["serial8", "int8"],
  ["smallserial", "int2"],
  ["serial2", "int2"],
]);

/** The type that a serial type stands for; null for any other. */
export function serialOf(name: string): string | null {
  return serials.get(name) ?? null;
}

export function isBuiltin(name: string): boolean {
  return formatted.has(name) || plain.has(name);
}

/** A type of PostgreSQL's own as `format_type` shows it. */
export function formattedBuiltin(name: string, modifiers: readonly number[]): string {
  const own = formatted.get(name) ?? name;
  if (modifiers.length === 0) return own;
  const full = name === "numeric" && modifiers.length === 1 ? [...modifiers, 0] : modifiers;
  const given = `(${full.join(",")})`;
  const zone = own.search(/ with(out)? time zone$/);
  return zone === -1 ? own + given : own.slice(0, zone) + given + own.slice(zone);
}
