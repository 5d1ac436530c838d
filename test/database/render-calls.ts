import fc from "fast-check";

/** Python source of an expression or statement. */
export type Source = string;

/** A Python literal of a text: JSON's escapes are Python's. */
export function literal(text: string): Source {
  return JSON.stringify(text);
}

/** A call with positional arguments, then those keyword arguments that are given. */
export function call(
  name: string,
  positional: readonly fc.Arbitrary<Source>[],
  keywords: Readonly<Record<string, fc.Arbitrary<Source>>> = {},
): fc.Arbitrary<Source> {
  const optional = Object.fromEntries(
    Object.entries(keywords).map(([key, value]) => [key, fc.option(value, { nil: null, freq: 2 })]),
  );
  return fc.tuple(fc.tuple(...positional), fc.record(optional)).map(([values, given]) => {
    const named = Object.entries(given).flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`]));
    return `${name}(${[...values, ...named].join(", ")})`;
  });
}

export const flag = fc.constantFrom("True", "False");
/** Names that need quotes in SQL among them. */
export const plainName = fc.constantFrom("a", "b", "c_d", "MixedCase", "order", "two words", "naïve").map(literal);
export const name = fc.oneof(
  { weight: 4, arbitrary: plainName },
  plainName.map((text) => `op.f(${text})`),
  plainName.map((text) => `sa.sql.quoted_name(${text}, quote=True)`),
);
export const optionalName = fc.oneof({ weight: 5, arbitrary: name }, fc.constant("None"));
export const schema = fc.constantFrom("None", literal("s"), literal("My Schema"));
export const text = fc.constantFrom("x", "it's", "", "two\nlines", "ünï").map(literal);

const labels = fc.uniqueArray(fc.constantFrom("new", "it's", "Done", "two words"), { minLength: 1 });

/** Enum types, native or not. */
export const enumType = fc
  .tuple(
    fc.constantFrom("sa.Enum", "postgresql.ENUM"),
    labels,
    fc.constantFrom("mood", "Mood", "state"),
    fc.constantFrom("", ", schema='s'", ", inherit_schema=True", ", schema=None"),
    fc.constantFrom(
      "",
      "",
      ", create_type=False",
      ", create_type=True",
      ", native_enum=False",
      ", create_constraint=True",
    ),
    fc.boolean(),
  )
  .map(([construct, values, of, where, how, checked]) => {
    const check = how === ", native_enum=False" && checked ? ", create_constraint=True" : "";
    const native = construct === "postgresql.ENUM" && how === ", native_enum=False" ? "" : how;
    return `${construct}(${values.map(literal).join(", ")}, name=${literal(of)}${where}${native}${native === "" ? "" : check})`;
  });

const plainType = fc.constantFrom(
  ..."Integer INTEGER BigInteger BIGINT SmallInteger SMALLINT Boolean BOOLEAN Unicode Text TEXT UnicodeText Date DATE DateTime TIMESTAMP Time TIME Interval Numeric NUMERIC DECIMAL Float FLOAT REAL LargeBinary PickleType JSON CHAR VARCHAR String NCHAR"
    .split(" ")
    .flatMap((of) => [`sa.${of}`, `sa.${of}()`]),
  ..."UUID JSONB JSON INET CIDR MACADDR MACADDR8 MONEY OID REGCLASS TSVECTOR HSTORE BYTEA INT4RANGE INT8RANGE NUMRANGE DATERANGE TSRANGE TSTZRANGE DOUBLE_PRECISION INTERVAL BIT TIMESTAMP TIME REAL FLOAT"
    .split(" ")
    .map((of) => `postgresql.${of}()`),
  "sa.String(50)",
  "sa.String(length=7)",
  "sa.Unicode(5)",
  "sa.VARCHAR(3)",
  "sa.CHAR(2)",
  "sa.Text(9)",
  "sa.Numeric(10)",
  "sa.Numeric(10, 2)",
  "sa.DECIMAL(precision=4, scale=1)",
  "sa.Float(20)",
  "sa.Float(precision=25)",
  "sa.DateTime(timezone=True)",
  "sa.DateTime(True)",
  "sa.TIMESTAMP(timezone=True)",
  "sa.Time(timezone=True)",
  "sa.Interval(second_precision=3)",
  "postgresql.TIMESTAMP(True, 3)",
  "postgresql.TIMESTAMP(precision=6)",
  "postgresql.TIME(precision=2)",
  "postgresql.INTERVAL(precision=3)",
  'postgresql.INTERVAL(fields="DAY TO SECOND")',
  'postgresql.INTERVAL(fields="YEAR")',
  "postgresql.BIT(3)",
  "postgresql.BIT(varying=True)",
  "postgresql.BIT(5, varying=True)",
  "postgresql.UUID(as_uuid=True)",
  'sa.Integer().with_variant(sa.BigInteger(), "postgresql")',
  'sa.Integer().with_variant(sa.BigInteger(), "sqlite")',
);

const variant = fc.constantFrom(
  'sa.String().with_variant(postgresql.ENUM("x", name="variant"), "postgresql")',
  'sa.Enum("x", name="mood").with_variant(sa.String(3), "postgresql")',
  'sa.Enum("x", name="mood").with_variant(sa.String(3), "sqlite")',
);

export const dataType = fc.oneof(
  { weight: 6, arbitrary: plainType },
  { weight: 2, arbitrary: enumType },
  variant,
  plainType.map((of) => `sa.ARRAY(${of})`),
  fc
    // SQLAlchemy refuses the CHECK of an array's elements.
    .oneof(
      plainType,
      enumType.filter((of) => !of.includes("create_constraint")),
    )
    .map((of) => `postgresql.ARRAY(${of}, dimensions=2)`),
);

/** Expressions, whatever the type of what they stand for. */
export const sqlText = fc
  .constantFrom("a > 0", "b IS NOT NULL", "lower(a) = 'x'", "(a) IN (1, 2)", "true")
  .map(literal);
export const sqlExpression = sqlText.map((of) => `sa.text(${of})`);

export const serverDefault = fc.oneof(
  text,
  fc.constantFrom(
    'sa.text("0")',
    `sa.text("'{}'::jsonb")`,
    "sa.text(\"nextval('q')\")",
    "sa.func.now()",
    "sa.func.current_timestamp()",
    'sa.func.coalesce("x", 1)',
    "sa.true()",
    "sa.false()",
    'sa.literal("x")',
    'sa.DefaultClause("x")',
  ),
);

const reference = fc.constantFrom("p.id", "s.p.id", "p.two words").map(literal);
const referential = { ondelete: literalOf("CASCADE", "SET NULL"), onupdate: literalOf("RESTRICT") };

function literalOf(...texts: string[]): fc.Arbitrary<Source> {
  return fc.constantFrom(...texts).map(literal);
}

export const foreignKey = call("sa.ForeignKey", [reference], { name, ...referential });
const check = call("sa.CheckConstraint", [fc.oneof(sqlText, sqlExpression)], { name });

/** What makes the server give a column its value: at most one of them. */
const given = fc.oneof(
  { weight: 4, arbitrary: fc.constant("") },
  { weight: 3, arbitrary: serverDefault.map((of) => `, server_default=${of}`) },
  fc.constantFrom(
    ", server_default=sa.Identity()",
    ", sa.Identity(always=True)",
    ', sa.Computed("a + 1", persisted=True)',
  ),
);

/** A column of that name, with what stands in its call. */
export function column(of: Source): fc.Arbitrary<Source> {
  const items = fc.tuple(
    dataType.map((type) => `, ${type}`),
    fc.option(foreignKey, { nil: null, freq: 4 }).map((item) => (item === null ? "" : `, ${item}`)),
    fc.option(check, { nil: null, freq: 6 }).map((item) => (item === null ? "" : `, ${item}`)),
    given,
    fc.record({
      nullable: fc.option(flag, { nil: null }),
      primary_key: fc.option(flag, { nil: null, freq: 3 }),
      unique: fc.option(flag, { nil: null, freq: 3 }),
      index: fc.option(flag, { nil: null, freq: 3 }),
      comment: fc.option(text, { nil: null, freq: 3 }),
      autoincrement: fc.option(fc.constantFrom("False", "'auto'"), { nil: null, freq: 3 }),
    }),
  );
  return items.map(([type, key, own, value, keywords]) => {
    // IDENTITY NULL is no SQL, and what SQLAlchemy refuses says nothing.
    const options = value.includes("Identity") ? { ...keywords, nullable: null, autoincrement: null } : keywords;
    const named = Object.entries(options).flatMap(([option, is]) => (is === null ? [] : [`, ${option}=${is}`]));
    const [before, after] = value.startsWith(", server_default") ? ["", value] : [value, ""];
    return `sa.Column(${of}${type}${key}${own}${before}${after}${named.join("")})`;
  });
}
