import type { Arguments } from "./arguments.ts";

/** What a SQLAlchemy type is in PostgreSQL, by the names of PostgreSQL's parser. */
export interface TypeForm {
  readonly name: string;
  readonly modifiers: readonly number[] | null;
}

/** How a class of SQLAlchemy's types is read: its positional parameters, and what they make of it. */
export interface TypeReader {
  readonly parameters: readonly string[];
  readonly read: (given: Arguments) => TypeForm | null;
}

/** A type without modifiers. */
function plain(name: string): TypeReader {
  return { parameters: [], read: () => ({ name, modifiers: [] }) };
}

/** A type with a length; `implicit`: what its modifiers are without one. */
function sized(name: string, implicit: readonly number[] = []): TypeReader {
  return { parameters: ["length"], read: (given) => ({ name, modifiers: numbers(given, ["length"], implicit) }) };
}

function numeric(): TypeReader {
  return {
    parameters: ["precision", "scale"],
    read: (given) => ({ name: "numeric", modifiers: numbers(given, ["precision", "scale"], []) }),
  };
}

/** FLOAT(n): up to 24 binary digits are float4. */
function float(): TypeReader {
  return {
    parameters: ["precision"],
    read: (given) => {
      const digits = numbers(given, ["precision"], []);
      if (digits === null) return null;
      const [precision = 53] = digits;
      return { name: precision > 0 && precision < 25 ? "float4" : "float8", modifiers: [] };
    },
  };
}

/** A type with and without time zone. */
function zoned(name: string, withZone: string): TypeReader {
  return {
    parameters: ["timezone", "precision"],
    read: (given) => {
      const zone = given.some("timezone")?.value ?? { kind: "constant", value: false };
      if (zone.kind !== "constant") return null;
      return { name: zone.value === true ? withZone : name, modifiers: numbers(given, ["precision"], []) };
    },
  };
}

function bits(): TypeReader {
  return {
    parameters: ["length", "varying"],
    read: (given) => {
      const varying = given.some("varying")?.value ?? { kind: "constant", value: false };
      if (varying.kind !== "constant") return null;
      return varying.value === true
        ? { name: "varbit", modifiers: numbers(given, ["length"], []) }
        : { name: "bit", modifiers: numbers(given, ["length"], [1]) };
    },
  };
}

/** `sa.Uuid(native_uuid=False)` is a CHAR(32). */
function uuid(): TypeReader {
  return {
    parameters: ["as_uuid", "native_uuid"],
    read: (given) => {
      const native = given.get("native_uuid")?.value ?? { kind: "constant", value: true };
      if (native.kind !== "constant") return null;
      return native.value === true ? { name: "uuid", modifiers: [] } : { name: "bpchar", modifiers: [32] };
    },
  };
}

function interval(parameters: readonly string[], precision: string): TypeReader {
  return {
    parameters,
    read: (given) => ({
      name: "interval",
      modifiers: given.some("fields") === null ? numbers(given, [precision], []) : null,
    }),
  };
}

/** The numbers given for `names`, up to the first that is not given; null when one can't be known. */
function numbers(given: Arguments, names: readonly string[], implicit: readonly number[]): readonly number[] | null {
  const found: number[] = [];
  for (const name of names) {
    const value = given.some(name)?.value;
    if (value === undefined) break;
    if (value.kind !== "number") return null;
    found.push(value.value);
  }
  return found.length === 0 ? implicit : found;
}

/** SQLAlchemy's types as its PostgreSQL dialect renders them (1.4 and 2.0, `PGTypeCompiler`). */
export const typeReaders: ReadonlyMap<string, TypeReader> = new Map([
  ["Integer", plain("int4")],
  ["INTEGER", plain("int4")],
  ["INT", plain("int4")],
  ["BigInteger", plain("int8")],
  ["BIGINT", plain("int8")],
  ["SmallInteger", plain("int2")],
  ["SMALLINT", plain("int2")],
  ["Boolean", plain("bool")],
  ["BOOLEAN", plain("bool")],
  ["String", sized("varchar")],
  ["Unicode", sized("varchar")],
  ["VARCHAR", sized("varchar")],
  ["CHAR", sized("bpchar", [1])],
  ["NCHAR", sized("bpchar", [1])],
  ["Text", sized("text")],
  ["UnicodeText", sized("text")],
  ["TEXT", sized("text")],
  ["Date", plain("date")],
  ["DATE", plain("date")],
  ["DateTime", zoned("timestamp", "timestamptz")],
  ["TIMESTAMP", zoned("timestamp", "timestamptz")],
  ["Time", zoned("time", "timetz")],
  ["TIME", zoned("time", "timetz")],
  ["Interval", interval(["native", "second_precision"], "second_precision")],
  ["INTERVAL", interval(["precision", "fields"], "precision")],
  ["Numeric", numeric()],
  ["NUMERIC", numeric()],
  ["DECIMAL", numeric()],
  ["Float", float()],
  ["FLOAT", float()],
  ["REAL", plain("float4")],
  ["Double", plain("float8")],
  ["DOUBLE_PRECISION", plain("float8")],
  ["LargeBinary", plain("bytea")],
  ["PickleType", plain("bytea")],
  ["BYTEA", plain("bytea")],
  ["JSON", plain("json")],
  ["JSONB", plain("jsonb")],
  ["JSONPATH", plain("jsonpath")],
  ["Uuid", uuid()],
  ["UUID", plain("uuid")],
  ["BIT", bits()],
  ["INET", plain("inet")],
  ["CIDR", plain("cidr")],
  ["MACADDR", plain("macaddr")],
  ["MACADDR8", plain("macaddr8")],
  ["MONEY", plain("money")],
  ["OID", plain("oid")],
  ["REGCLASS", plain("regclass")],
  ["REGCONFIG", plain("regconfig")],
  ["TSVECTOR", plain("tsvector")],
  ["TSQUERY", plain("tsquery")],
  ["HSTORE", plain("hstore")],
  ["CITEXT", plain("citext")],
  ...["INT4", "INT8", "NUM", "DATE", "TS", "TSTZ"].flatMap((of): [string, TypeReader][] =>
    ["RANGE", "MULTIRANGE"].map((kind) => [of + kind, plain((of + kind).toLowerCase())]),
  ),
]);
