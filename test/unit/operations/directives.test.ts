import { describe, expect, test } from "vitest";
import { linesOf, scriptOf } from "./directive-lines.ts";

/** A source, and its operations as lines. */
type Case = [string, string[]];

function check(imports = "") {
  return async (source: string, expected: readonly string[]): Promise<void> => {
    expect(await linesOf(source, imports)).toEqual(expected);
  };
}

describe("columns", () => {
  test.each<Case>([
    [`op.add_column("t", sa.Column("a", sa.Text, nullable=False), "s")`, ["create column s.t.a: a text not null"]],
    [
      `op.add_column("t", sa.Column("a", sa.Integer(), sa.ForeignKey("p.id", name="fk"), sa.CheckConstraint("a > 0"), unique=True, comment="x"), schema="s", if_not_exists=True)`,
      [
        "create column s.t.a if not exists: a int4 null {check a > 0}",
        "create constraint fk on s.t: foreign key fk (a) -> p(id)",
        "create constraint on s.t: unique (a)",
        "comment on column s.t.a: x",
      ],
    ],
    [
      `op.add_column("t", sa.Column("a", sa.Integer, sa.ForeignKey("p.id", name="fk"), primary_key=True, index=True), inline_references=True, inline_primary_key=True)`,
      [
        "create column t.a: a int4 not null {primary key (a)} {foreign key (a) -> p(id)}",
        "create index on t: btree(a)",
      ],
    ],
    [`op.add_column("t", sa.Column("a", sa.Integer, primary_key=True))`, ["create column t.a: a serial not null"]],
    [
      `op.add_column("t", sa.Column("a", sa.Enum("x", name="mood", native_enum=False, create_constraint=True)))`,
      ["create column t.a: a varchar(1) <sa.Enum> null", "create constraint mood on t: check mood \"a\" IN ('x')"],
    ],
    [`op.add_column("t", column())`, ["create column t.?: ? ? null?"]],
    [`op.drop_column("t", "a", schema="s", if_exists=True)`, ["drop column s.t.a if exists"]],
    [`op.drop_column("t", "a", "s")`, ["drop column s.t.a"]],
  ])("%s", check());
});

describe("alter_column", () => {
  test.each<Case>([
    [
      `op.alter_column("t", "a", new_column_name="b", comment="x", server_default=sa.text("0"), nullable=False, type_=sa.BigInteger(), existing_type=sa.Integer(), postgresql_using="a::bigint", schema="s")`,
      [
        "alter column s.t.a: type int8 using a::bigint (was int4)",
        "alter column s.t.a: nullable false (was int4)",
        "alter column s.t.a: default 0 (was int4)",
        "comment on column s.t.a: x",
        "rename column s.t.a to b",
      ],
    ],
    [`op.alter_column("t", "a", existing_type=sa.Text(), existing_nullable=True, existing_comment="x")`, []],
    [`op.alter_column("t", "a", nullable=None, server_default=False, comment=False, type_=None)`, []],
    [
      `op.alter_column("t", "a", server_default=None, comment=None)`,
      ["alter column t.a: default none", "comment on column t.a: none"],
    ],
    [`op.alter_column("t", "a", server_default="it's")`, ["alter column t.a: default 'it''s'"]],
    [`op.alter_column("t", "a", server_default=sa.func.now())`, ["alter column t.a: default now()"]],
    [`op.alter_column("t", "a", server_default=default())`, ["alter column t.a: default ?"]],
    [
      `op.alter_column("t", "a", True, "x", "1", "b", sa.Text(), sa.Integer(), "0", False, "y", "s")`,
      [
        "alter column s.t.a: type text (was int4)",
        "alter column s.t.a: nullable true (was int4)",
        "alter column s.t.a: default '1' (was int4)",
        "comment on column s.t.a: x",
        "rename column s.t.a to b",
      ],
    ],
    [`op.alter_column("t", "a", nullable=not_known())`, ["alter column t.a: SET NOT NULL"]],
    [
      `op.alter_column("t", "a", server_default=sa.Identity(), existing_server_default=None)`,
      ["alter column t.a: identity add"],
    ],
    [
      `op.alter_column("t", "a", server_default=sa.Identity(), existing_server_default=sa.Identity(always=True))`,
      ["alter column t.a: identity set"],
    ],
    [
      `op.alter_column("t", "a", server_default=None, existing_server_default=sa.Identity())`,
      ["alter column t.a: identity drop"],
    ],
    [
      `op.alter_column("t", "a", type_=sa.Enum("x", name="new"), existing_type=postgresql.ENUM("x", name="old"), postgresql_using=sa.text("a::text::new"))`,
      ["alter column t.a: type new <sa.Enum> using a::text::new (was old <postgresql.ENUM>)"],
    ],
    [
      `op.alter_column("t", "a", type_=sa.Enum("y", name="ck", native_enum=False, create_constraint=True), existing_type=sa.Enum("x", name="ck", native_enum=False, create_constraint=True))`,
      [
        "drop constraint ck on t",
        "alter column t.a: type varchar(1) <sa.Enum> (was varchar(1) <sa.Enum>)",
        "create constraint ck on t: check ck \"a\" IN ('y')",
      ],
    ],
    [`op.alter_column("t", "a", type_=Custom())`, ["alter column t.a: type ?"]],
  ])("%s", check("from project import Custom, default, not_known"));
});

describe("indexes", () => {
  test.each<Case>([
    [`op.create_index("ix", "t", ["a", "b"])`, ["create index ix on t: btree(a, b)"]],
    [`op.create_index(op.f("ix"), "t", ["a"], "s", True)`, ["create index ix on s.t: btree(a) unique"]],
    // SQLAlchemy shortens such a name, PostgreSQL would cut it elsewhere.
    [
      `op.create_index(op.f("ix_deliveries_of_the_northern_warehouse_by_destination_country_code"), "t", ["a"])`,
      ["create index ix_deliveries_of_the_northern_warehouse_by_destination__56fa on t: btree(a)"],
    ],
    [
      `op.drop_constraint(op.f("uq_deliveries_of_the_northern_warehouse_by_destination_country_code"), "t")`,
      ["drop constraint uq_deliveries_of_the_northern_warehouse_by_destination__888c on t"],
    ],
    [
      `op.create_index("ix", "t", ["a", sa.text("lower(b)"), sa.text("c DESC"), sa.desc("d"), sa.column("e").desc().nulls_last()], unique=False, postgresql_concurrently=True, postgresql_using="gin", postgresql_where=sa.text("x = 'y'"), if_not_exists=True)`,
      ["create index ix on t if not exists: gin(a, ?, c, d, e) concurrently where x = 'y'"],
    ],
    [`op.create_index("ix", "t", ["a"], postgresql_where="a > 1")`, ["create index ix on t: btree(a) where a > 1"]],
    [
      `op.create_index("ix", "t", ["a"], postgresql_where=sa.column("a") > 1)`,
      ["create index ix on t: btree(a) where ?"],
    ],
    [
      `t = sa.table("t")\nop.create_index("ix", "t", [t.c.a, t.columns.b.desc().nullsfirst(), sa.nullslast(sa.column("d"))], unique=1)`,
      ["create index ix on t: btree(a, b, d) unique"],
    ],
    [`op.create_index(None, "t", columns())`, ["create index on t: btree(?)"]],
    [`op.create_index(index_name="ix", table_name="t", columns=("a",))`, ["create index ix on t: btree(a)"]],
    [`op.drop_index("ix")`, ["drop index ix"]],
    [
      `op.drop_index("ix", table_name="t", schema="s", if_exists=True, postgresql_concurrently=True)`,
      ["drop index ix on s.t if exists concurrently"],
    ],
    [`op.drop_index("ix", "t", "s")`, ["drop index ix on s.t"]],
  ])("%s", check());
});

describe("constraints", () => {
  test.each<Case>([
    [
      `op.create_foreign_key("fk", "t", "p", ["a"], ["id"], ondelete="CASCADE", source_schema="s", referent_schema="r", postgresql_not_valid=True)`,
      ["create constraint fk on s.t: foreign key fk (a) -> r.p(id) not valid"],
    ],
    [
      `op.create_foreign_key(None, source_table="t", referent_table="p", local_cols=["a", "b"], remote_cols=["c", "d"])`,
      ["create constraint on t: foreign key (a, b) -> p(c, d)"],
    ],
    [
      `op.create_unique_constraint("uq", "t", ["a", "b"], schema="s")`,
      ["create constraint uq on s.t: unique uq (a, b)"],
    ],
    [`op.create_primary_key("pk", "t", ["a"], "s")`, ["create constraint pk on s.t: primary key pk (a)"]],
    [`op.create_check_constraint("ck", "t", "a > 0", schema="s")`, ["create constraint ck on s.t: check ck a > 0"]],
    [
      `op.create_check_constraint("ck", "t", sa.text("a > 0"), postgresql_not_valid=True)`,
      ["create constraint ck on t: check ck a > 0 not valid"],
    ],
    [
      `op.create_check_constraint("ck", "t", sa.func.length(sa.column("a")) > 3)`,
      ["create constraint ck on t: check ck ?"],
    ],
    [`op.create_check_constraint("ck", "t", "a >")`, ["create constraint ck on t: check ck <a >>"]],
    [
      `op.create_exclude_constraint("ex", "t", ("a", "="), (sa.column("b"), "&&"), where=sa.text("c"), using="gist", schema="s")`,
      ["create constraint ex on s.t: exclude ex (a, b)"],
    ],
    [`op.drop_constraint("fk", "t", "foreignkey", "s")`, ["drop constraint fk on s.t"]],
    [
      `op.drop_constraint(constraint_name=op.f("fk"), table_name="t", type_="unique", if_exists=True)`,
      ["drop constraint fk on t if exists"],
    ],
    [`op.drop_constraint(None, "t", type_="foreignkey")`, ["drop constraint on t"]],
  ])("%s", check());
});

describe("batches", () => {
  test("take table and schema from the batch", async () => {
    const source = `with op.batch_alter_table("t", schema="s") as batch_op:
    batch_op.add_column(sa.Column("a", sa.Text(), sa.ForeignKey("p.id")), insert_after="z")
    batch_op.drop_column("b")
    batch_op.alter_column("c", nullable=True)
    batch_op.create_index(batch_op.f("ix"), ["a"], unique=True)
    batch_op.drop_index("iy")
    batch_op.create_foreign_key("fk", "p", ["a"], ["id"], referent_schema="r", ondelete="CASCADE")
    batch_op.create_unique_constraint("uq", ["a"])
    batch_op.create_primary_key("pk", ["a"])
    batch_op.create_check_constraint("ck", "a > 0")
    batch_op.create_exclude_constraint("ex", ("a", "="))
    batch_op.drop_constraint("old", "unique")
    batch_op.create_table_comment("x")
    batch_op.drop_table_comment()
    batch_op.execute("COMMIT")`;
    await check()(source, [
      "create column s.t.a: a text null",
      "create constraint on s.t: foreign key (a) -> p(id)",
      "drop column s.t.b",
      "alter column s.t.c: nullable true",
      "create index ix on s.t: btree(a) unique",
      "drop index iy on s.t",
      "create constraint fk on s.t: foreign key fk (a) -> r.p(id)",
      "create constraint uq on s.t: unique uq (a)",
      "create constraint pk on s.t: primary key pk (a)",
      "create constraint ck on s.t: check ck a > 0",
      "create constraint ex on s.t: exclude ex (a)",
      "drop constraint old on s.t",
      "comment on table s.t: x",
      "comment on table s.t: none",
      "commit (transaction control)",
    ]);
  });

  test.each<Case>([
    [`with op.batch_alter_table("t", schema=None) as b:\n    b.drop_column("a")`, ["drop column t.a"]],
    [`with op.batch_alter_table(table_name=name()) as b:\n    b.drop_column("a")`, ["drop column ?.a"]],
    [`with op.batch_alter_table("t", "s") as b:\n    b.drop_column("a")`, ["drop column s.t.a"]],
    [`with op.batch_alter_table("t") as b:\n    b.create_table("u")`, ["op.create_table"]],
  ])("%s", check());
});

describe("directives that are not Alembic's, and those that do nothing", () => {
  test.each<Case>([
    [`op.create_entity(view)`, ["op.create_entity"]],
    [`op.sync_enum_values("public", "mood", ["a"], [])`, ["op.sync_enum_values"]],
    [`op.get_context()\nop.f("x")\nop.inline_literal("x")`, []],
    [`op.run_async(work)`, ["op.run_async"]],
    [`op.invoke(operation)`, ["op.invoke"]],
  ])("%s", check());

  test("a directive imported by its name", async () => {
    await check("from alembic.op import drop_table as remove")(`remove("t")`, ["drop table t"]);
  });
});

describe("data types", () => {
  test.each<[string, string]>([
    ["sa.Integer", "int4"],
    ["sa.INT()", "int4"],
    ["sa.BigInteger()", "int8"],
    ["sa.SmallInteger()", "int2"],
    ["sa.Boolean()", "bool"],
    ["sa.String", "varchar"],
    ["sa.String(50)", "varchar(50)"],
    ["sa.Unicode(length=9)", "varchar(9)"],
    ["sa.String(length())", "varchar(?)"],
    ["sa.String(None)", "varchar"],
    ["sa.CHAR()", "bpchar(1)"],
    ["sa.CHAR(3)", "bpchar(3)"],
    ["sa.Text()", "text"],
    ["sa.Date()", "date"],
    ["sa.DateTime()", "timestamp"],
    ["sa.DateTime(timezone=True)", "timestamptz"],
    ["sa.DateTime(True)", "timestamptz"],
    ["sa.TIMESTAMP(timezone=False)", "timestamp"],
    ["postgresql.TIMESTAMP(timezone=True, precision=3)", "timestamptz(3)"],
    ["sa.Time(timezone=True)", "timetz"],
    ["sa.Interval()", "interval"],
    ["postgresql.INTERVAL(precision=3)", "interval(3)"],
    ["sa.Numeric(10, 2)", "numeric(10, 2)"],
    ["sa.Numeric(precision=10)", "numeric(10)"],
    ["sa.DECIMAL()", "numeric"],
    ["sa.Float()", "float8"],
    ["sa.Float(24)", "float4"],
    ["sa.Float(25)", "float8"],
    ["sa.REAL()", "float4"],
    ["sa.Double()", "float8"],
    ["sa.LargeBinary()", "bytea"],
    ["sa.JSON()", "json"],
    ["postgresql.JSONB(astext_type=sa.Text())", "jsonb"],
    ["postgresql.UUID(as_uuid=True)", "uuid"],
    ["sa.Uuid()", "uuid"],
    ["sa.Uuid(native_uuid=False)", "bpchar(32)"],
    ["postgresql.BIT()", "bit(1)"],
    ["postgresql.BIT(varying=True)", "varbit"],
    ["postgresql.TSVECTOR()", "tsvector"],
    ["postgresql.TSTZRANGE()", "tstzrange"],
    ["postgresql.ARRAY(sa.String(5))", "varchar(5)[]"],
    ["sa.ARRAY(sa.Integer, dimensions=2)", "int4[]"],
    ["postgresql.DOMAIN('email', sa.Text, schema='s')", "s.email"],
    ["sa.Text().with_variant(sa.JSON(), 'sqlite')", "text"],
    ["sa.JSON().with_variant(postgresql.JSONB(), 'postgresql', 'cockroachdb')", "jsonb"],
    ["sa.JSON().with_variant(postgresql.JSONB(), dialect())", "?"],
    ["sa.Uuid(True, False)", "bpchar(32)"],
    ["postgresql.ARRAY(Custom())", "?"],
    ["sa.String().evaluates_none()", "varchar"],
    ["sa.String().adapt(sa.Text)", "?"],
    ["sa.DateTime(timezone=flag())", "?"],
    ["postgresql.BIT(3, True)", "varbit(3)"],
    ["postgresql.BIT(3, varying=flag())", "?"],
    ["sa.Float(precision())", "?"],
    ["sa.Float(0)", "float8"],
    ["sa.Numeric(10, scale())", "numeric(?)"],
    ["postgresql.INTERVAL(fields='YEAR')", "interval(?)"],
    ["sa.Interval(second_precision=6)", "interval(6)"],
    ...["INET", "CIDR", "MACADDR", "MACADDR8", "MONEY", "OID", "REGCLASS", "REGCONFIG", "TSQUERY", "HSTORE", "CITEXT"]
      .concat(["JSONPATH", "BYTEA", "INT4RANGE", "INT8MULTIRANGE", "NUMRANGE", "DATERANGE", "TSRANGE"])
      .map((of): [string, string] => [`postgresql.${of}()`, of.toLowerCase()]),
    ["sa.types.Text()", "text"],
    ["mysql.TINYINT()", "?"],
    ["sqlmodel.sql.sqltypes.AutoString()", "?"],
    ["sa_utils.UUIDType()", "?"],
    ["sqlmodel.String()", "varchar"],
  ])("%s is %s", async (type, expected) => {
    const imports = "import sqlmodel\nimport sqlalchemy_utils as sa_utils\nfrom sqlalchemy.dialects import mysql";
    await check(imports)(`op.add_column("t", sa.Column("a", ${type}))`, [`create column t.a: a ${expected} null`]);
  });
});

describe("defaults and what the server makes of a column", () => {
  test.each<[string, string]>([
    [`server_default="x"`, "null default 'x'"],
    [`server_default=""`, "null default ''"],
    [`server_default=sa.text("'{}'::jsonb")`, "null default '{}'::jsonb"],
    [`server_default=sa.text("'a\\\\:b'")`, "null default 'a:b'"],
    [`server_default=sa.func.now()`, "null default now()"],
    [`server_default=sa.func.current_timestamp()`, "null default CURRENT_TIMESTAMP"],
    [`server_default=sa.func.coalesce("x", 1)`, "null default coalesce('x', 1)"],
    [`server_default=sa.true()`, "null default true"],
    [`server_default=sa.null()`, "null default null"],
    [`server_default=sa.func.now(zone())`, "null default ?"],
    [`server_default=sa.text("now(")`, "null default <now(>"],
    [`server_default=sa.literal("x")`, "null default 'x'"],
    [`server_default=sa.DefaultClause("x")`, "null default 'x'"],
    [`server_default=sa.func.upper(sa.column("b"))`, 'null default upper("b")'],
    [`server_default=sa.func.upper(sa.column(make()))`, "null default ?"],
    [`server_default=make()`, "null default ?"],
    [`server_default=None`, "null"],
    [`server_default=sa.FetchedValue()`, "null"],
    [`default="x"`, "null"],
    [`server_default=sa.Identity()`, "not null identity"],
    [`sa.Identity(always=True)`, "not null identity"],
    [`sa.Computed("a + 1")`, "null stored"],
    [`nullable=False`, "not null"],
    [`nullable=flag()`, "null?"],
    [`primary_key=True, autoincrement=False`, "not null"],
  ])("%s", async (argument, expected) => {
    await check("from project import make, flag")(`op.add_column("t", sa.Column("a", sa.Integer, ${argument}))`, [
      `create column t.a: a int4 ${expected}`,
    ]);
  });
});

describe("objects on the migration's connection", () => {
  test.each<Case>([
    [`sa.Enum("a", "b", name="mood").create(op.get_bind())`, ["create type mood: a | b"]],
    [
      `sa.Enum("a", name="mood").create(op.get_bind(), checkfirst=True)`,
      ["create type mood: a [checkfirst: no type mood]"],
    ],
    [`sa.Enum(name="mood").drop(op.get_bind())`, ["drop type mood"]],
    [`sa.Enum(name="mood", schema="s").drop(op.get_bind(), True)`, ["drop type s.mood [checkfirst: type s.mood]"]],
    [
      `mood = postgresql.ENUM("a", name="mood", create_type=False)\nbind = op.get_bind()\nmood.create(bind)`,
      ["create type mood: a [checkfirst: no type mood]"],
    ],
    [`postgresql.ENUM("a", name="mood").create(op.get_bind(), checkfirst=False)`, ["create type mood: a"]],
    [`postgresql.ENUM(name="mood").drop(bind=op.get_bind())`, ["drop type mood [checkfirst: type mood]"]],
    [`sa.Enum("a", name="mood", native_enum=False).create(op.get_bind())`, []],
    [
      `t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Enum("x", name="mood"), index=True), schema="s")\nt.create(op.get_bind(), checkfirst=True)\nt.drop(op.get_bind())`,
      [
        "create type mood: x [checkfirst: no table s.t] [checkfirst: no type mood]",
        "create table s.t: a mood <sa.Enum> null [checkfirst: no table s.t]",
        "create index on s.t: btree(a) [checkfirst: no table s.t]",
        "drop table s.t",
        "drop type mood",
      ],
    ],
    [
      `sa.Table("t", sa.MetaData(), sa.Column("a", sa.Enum("x", name="m")), sa.Column("b", sa.Enum("x", name="m"))).create(op.get_bind())`,
      ["create type m: x", "create table t: a m <sa.Enum> null; b m <sa.Enum> null"],
    ],
    [`sa.Enum(*["a", "b"], name="mood").create(op.get_bind())`, ["create type mood: a | b"]],
    [`sa.Enum("a", *more(), name="mood").create(op.get_bind())`, ["create type mood: ?"]],
    [`sa.Enum("a", **{"name": "mood"}).create(op.get_bind())`, ["create type mood: a"]],
    [
      `sa.Enum("a", name="mood").create(op.get_bind(), checkfirst=flag())`,
      ["create type mood: a [checkfirst: no type mood]"],
    ],
    [`sa.Sequence("q", schema="s").create(op.get_bind())`, ["create sequence s.q [checkfirst: no sequence s.q]"]],
    [`sa.Sequence("q").drop(op.get_bind(), checkfirst=False)`, ["drop sequence q"]],
    [
      `t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Text))\nsa.Index("ix", t.c.a, unique=True).create(op.get_bind())`,
      ["create index ix on t: btree(a) unique"],
    ],
    [`metadata.create_all(op.get_bind())`, ["op.create_all"]],
    [`Model.__table__.create(op.get_bind(), checkfirst=True)`, ["op.create"]],
  ])("%s", check("from project import flag, metadata, Model"));

  test("the check's place is its argument, or the call's", async () => {
    const source = `sa.Enum("a", name="m").create(op.get_bind(), checkfirst=True)\npostgresql.ENUM("a", name="m").create(op.get_bind())`;
    const { operations } = await scriptOf(source);
    expect(
      operations.flatMap(({ guards, origin }) =>
        guards.map(({ start, end }) => [start - origin.call.start, end - start]),
      ),
    ).toEqual([
      [source.indexOf("checkfirst"), "checkfirst=True".length],
      [0, 'postgresql.ENUM("a", name="m").create'.length],
    ]);
  });
});

describe("executed constructs", () => {
  const table = `t = sa.table("t", sa.column("a", sa.Text), schema="s")\n`;
  test.each<Case>([
    [`${table}op.execute(t.insert().values(a="x"))`, ["insert into s.t (a text): (x)"]],
    [`${table}op.execute(sa.insert(t).values([{"a": "x"}, {"a": "y"}]))`, ["insert into s.t (a text): (x)(y)"]],
    [`${table}op.get_bind().execute(t.insert(), [{"a": "x"}])`, ["insert into s.t (a text): (x)"]],
    [
      `${table}op.execute(postgresql.insert(t).values({"a": "x"}).on_conflict_do_nothing().returning(t.c.a))`,
      ["insert into s.t (a text): (x) on conflict"],
    ],
    [`${table}op.execute(t.insert().from_select(["a"], sa.select(t.c.a)))`, ["insert into s.t (a text): ?"]],
    [`${table}op.execute(t.update().where(t.c.a == "x").values(a="y"))`, ["update s.t"]],
    [`${table}op.execute(sa.update(t).values(a="y"))`, ["update s.t"]],
    [`${table}op.execute(t.delete())`, ["delete s.t"]],
    [`${table}op.get_bind().execute(sa.delete(t).where(t.c.a == "x"))`, ["delete s.t"]],
    [`${table}op.get_bind().execute(sa.select(t.c.a).where(t.c.a == "x")).fetchall()`, ["query"]],
    [`${table}op.get_bind().execute(t.select())`, ["query"]],
    [`op.execute(Model.update().values(a="x"))`, ["opaque sql"]],
    [`op.execute(sa.update(Model).values(a="x"))`, ["update ?"]],
    [
      `op.execute(sa.schema.CreateSequence(sa.Sequence("q", schema="s"), if_not_exists=True))`,
      ["create sequence s.q if not exists"],
    ],
    [`op.execute(sa.schema.DropSequence(sa.Sequence("q"), if_exists=True))`, ["drop sequence q if exists"]],
    [`op.execute(CreateSchema("s", if_not_exists=True))`, ["create schema s if not exists"]],
    [`op.execute(sa.schema.DropSchema("s", cascade=True, if_exists=True))`, ["drop schema s if exists cascade"]],
    [
      `t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Enum("x", name="mood"), index=True))\nop.execute(sa.schema.CreateTable(t))\nop.execute(sa.schema.DropTable(t))`,
      ["create table t: a mood <sa.Enum> null", "drop table t"],
    ],
    [`op.execute(postgresql.CreateEnumType(postgresql.ENUM("a", name="mood")))`, ["create type mood: a"]],
    [`op.execute(sa.schema.CreateSequence(sequence))`, ["opaque sql"]],
    [`op.get_bind().execute(sa.func.audit.begin("it's", KEY, 1)).scalar()`, ["query"]],
    [`op.get_bind().execute(sa.func.current_timestamp())`, ["query"]],
    [`op.execute(statement())`, ["opaque sql"]],
  ])("%s", check("from sqlalchemy.schema import CreateSchema\nfrom project import Model, sequence, statement"));
});

describe("where a name comes from", () => {
  test.each<[string, string | null]>([
    [`op.drop_table("t")`, null],
    [`name = "t"\nop.drop_table(name)`, "name"],
    [`name = "t"\nop.drop_table(op.f(name))`, "name"],
    [`op.drop_table(f"{x}_t")`, 'f"{x}_t"'],
    [`op.drop_table(*["t"])`, null],
  ])("%s", async (body, expected) => {
    const { source, operations } = await scriptOf(body);
    const spans = operations.map((operation) => (operation.kind === "drop" ? operation.object.name?.expression : null));
    expect(spans.map((span) => (span ? source.slice(span.start, span.end) : null))).toEqual([expected]);
  });
});
