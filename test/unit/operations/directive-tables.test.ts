import { describe, expect, test } from "vitest";
import { linesOf } from "./directive-lines.ts";

describe("create_table", () => {
  test.each<[string, string, string[]]>([
    [
      "as autogenerate writes it",
      `op.create_table("users",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("email", sa.String(length=255), server_default="", nullable=False),
    sa.Column("team_id", sa.BigInteger(), nullable=True),
    sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=True),
    sa.ForeignKeyConstraint(["team_id"], ["auth.teams.id"], op.f("fk"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    sa.UniqueConstraint("email"),
    schema=None,
)`,
      [
        "create table users: id serial not null; email varchar(255) not null default ''; team_id int8 null; at timestamptz null default now(); primary key pk_users (id); foreign key fk (team_id) -> auth.teams(id); unique (email)",
      ],
    ],
    [
      "with all that a column can bring with it",
      `op.create_table("t",
    sa.Column("a", sa.BigInteger, sa.ForeignKey("p.id", name="fk"), sa.CheckConstraint("a > 0", name="ck"), primary_key=True),
    sa.Column("b", sa.Text, unique=True, comment="why"),
    sa.Column("c", sa.Text, index=True, unique=True),
    comment="what", schema="s", if_not_exists=True)`,
      [
        "create table s.t if not exists: a int8 not null {foreign key fk (a) -> p(id)} {check ck a > 0}; b text null {unique (b)}; c text null; primary key (a)",
        "create index on s.t: btree(c) unique",
        "comment on table s.t: what",
        "comment on column s.t.b: why",
      ],
    ],
    [
      "with indexes and an EXCLUDE constraint",
      `op.create_table("t", sa.Column("a", sa.Integer),
    sa.Index("ix", "a", sa.text("lower(b) DESC"), postgresql_using="gin", postgresql_where=sa.text("a > 1")),
    postgresql.ExcludeConstraint(("a", "="), (sa.column("b"), "&&"), name="ex"), prefixes=["TEMPORARY"])`,
      ["create table t temporary: a int4 null; exclude ex (a, b)", "create index ix on t: gin(a, ?) where a > 1"],
    ],
    [
      "whose keys refer to tables that Python holds",
      `p = sa.table("p", schema="s")
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey(p.c.id)), sa.Column("b", sa.Integer, sa.ForeignKey(Model.id)), sa.ForeignKeyConstraint(["a"], references()))`,
      [
        "create table t: a int4 null {foreign key (a) -> s.p(id)}; b int4 null {foreign key (b) -> ?(?)}; foreign key (a) -> ?(?)",
      ],
    ],
    [
      "a composite key is numbered only where it is told to be",
      `op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.SmallInteger, primary_key=True, autoincrement=True))`,
      ["create table t: a int4 not null; b smallserial not null; primary key (a, b)"],
    ],
    [
      "keys that are not numbered",
      `op.create_table("a", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False))
op.create_table("b", sa.Column("id", sa.Integer, sa.ForeignKey("p.id"), primary_key=True))
op.create_table("c", sa.Column("id", sa.Integer, primary_key=True, server_default=sa.text("1")))
op.create_table("d", sa.Column("id", sa.Integer, sa.Sequence("q"), primary_key=True))
op.create_table("e", sa.Column("id", sa.Integer, sa.Identity(), primary_key=True))
op.create_table("f", sa.Column("id", sa.String, primary_key=True))
op.create_table("g", sa.Column("id", sa.Integer), sa.PrimaryKeyConstraint("id"), sa.ForeignKeyConstraint(["id"], ["p.id"]))
op.create_table("h", sa.Column("id", sa.Integer, primary_key=True, default=1))`,
      [
        "create table a: id int4 not null; primary key (id)",
        "create table b: id int4 not null {foreign key (id) -> p(id)}; primary key (id)",
        "create table c: id int4 not null default 1; primary key (id)",
        "create table d: id int4 not null; primary key (id)",
        "create table e: id int4 not null identity; primary key (id)",
        "create table f: id varchar not null; primary key (id)",
        "create table g: id int4 not null; primary key (id); foreign key (id) -> p(id)",
        "create table h: id int4 not null; primary key (id)",
      ],
    ],
    [
      "keys that are numbered though one would not think so",
      `op.create_table("a", sa.Column("id", sa.Numeric(10, 2), primary_key=True))
op.create_table("b", sa.Column("id", sa.Integer, sa.ForeignKey("p.id"), primary_key=True, autoincrement="ignore_fk"))
op.create_table("c", sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=True, server_default=sa.text("1")))
op.create_table("d", sa.Column("id", sa.Integer, sa.Sequence("q", optional=True), primary_key=True))`,
      [
        "create table a: id serial not null; primary key (id)",
        "create table b: id serial not null {foreign key (id) -> p(id)}; primary key (id)",
        "create table c: id bigserial not null; primary key (id)",
        "create table d: id serial not null; primary key (id)",
      ],
    ],
    [
      "its columns from a list, its options from a dictionary",
      `columns = [sa.Column("a", sa.Integer), sa.Column("b", sa.Text)]
options = {"schema": "s", "if_not_exists": True}
op.create_table("t", *columns, sa.UniqueConstraint("a", "b"), **options)`,
      ["create table s.t if not exists: a int4 null; b text null; unique (a, b)"],
    ],
    [
      "what can't be known of it",
      `op.create_table(name(), sa.Column(other(), MyType(), nullable=maybe()), *more(), sa.Column("z", sqlmodel.AutoString()), sa.CheckConstraint(sa.column("a") > 3))`,
      ["create table ?: ? ? null?; z ? null; check ?"],
    ],
    [
      "names as objects",
      `op.create_table(sa.sql.quoted_name("T", quote=True), sa.Column(sa.sql.quoted_name("C", True), sa.Integer), sa.Column(name="d", type_=sa.Integer))`,
      ["create table T: C int4 null; d int4 null"],
    ],
  ])("%s", async (_, source, expected) => {
    expect(await linesOf(source, "import sqlmodel\nfrom project import MyType, more, name, other, maybe")).toEqual(
      expected,
    );
  });
});

describe("enum types of a table", () => {
  test.each<[string, string, string[]]>([
    [
      "are created before it, each once",
      `op.create_table("t", sa.Column("a", sa.Enum("x", "y", name="mood")), sa.Column("b", sa.Enum("x", "y", name="mood")), schema="s")`,
      ["create type mood: x | y", "create table s.t: a mood <sa.Enum> null; b mood <sa.Enum> null"],
    ],
    [
      "are not created again by the next table",
      `mood = sa.Enum("x", name="mood")
op.create_table("t", sa.Column("a", mood))
op.create_table("u", sa.Column("a", mood))`,
      ["create type mood: x", "create table t: a mood <sa.Enum> null", "create table u: a mood <sa.Enum> null"],
    ],
    [
      "create_type=False is for ENUM only",
      `op.create_table("t", sa.Column("a", sa.Enum("x", name="one", create_type=False)), sa.Column("b", postgresql.ENUM("x", name="two", create_type=False)))`,
      ["create type one: x", "create table t: a one <sa.Enum> null; b two <postgresql.ENUM> null"],
    ],
    [
      "in an array",
      `op.create_table("t", sa.Column("a", postgresql.ARRAY(postgresql.ENUM("x", name="mood", schema="s"))))`,
      ["create type s.mood: x", "create table t: a s.mood[] <postgresql.ENUM> null"],
    ],
    [
      "of the table's schema",
      `op.create_table("t", sa.Column("a", sa.Enum("x", name="mood", inherit_schema=True)), schema="s")`,
      ["create type s.mood: x", "create table s.t: a s.mood <sa.Enum> null"],
    ],
    [
      "that are no types of the database",
      `op.create_table("t", sa.Column("a", sa.Enum("x", "yyy", name="mood", native_enum=False, create_constraint=True)), sa.Column("b", sa.Enum("x", name="m", native_enum=False, length=9)))`,
      ["create table t: a varchar(3) <sa.Enum> null; b varchar(9) <sa.Enum> null; check mood \"a\" IN ('x', 'yyy')"],
    ],
    [
      "of metadata",
      `op.create_table("t", sa.Column("a", sa.Enum("x", name="mood", metadata=sa.MetaData())))`,
      ["create table t: a mood <sa.Enum> null"],
    ],
    [
      "with a variant for PostgreSQL",
      `op.create_table("t", sa.Column("a", sa.Enum("x", name="mood").with_variant(sa.String(5), "postgresql")), sa.Column("b", sa.String().with_variant(postgresql.ENUM("x", name="mood"), "postgresql")))`,
      ["create type mood: x", "create table t: a varchar(5) null; b mood <postgresql.ENUM> null"],
    ],
    [
      "of a class of Python's, in the file and imported",
      `class Status(enum.Enum):
    _private = 1
    NEW = "new"
    DONE = "done"

def upgrade():
    op.create_table("t", sa.Column("a", sa.Enum(Status)), sa.Column("b", sa.Enum(Other)), sa.Column("c", sa.Enum(Status, name="st", values_callable=lambda e: [i.value for i in e])))
`,
      [
        "create type status: NEW | DONE",
        "create type other: ?",
        "create type st: ?",
        "create table t: a status <sa.Enum> null; b other <sa.Enum> null; c st <sa.Enum> null",
      ],
    ],
    [
      "whose name or labels can't be known",
      `op.create_table("t", sa.Column("a", sa.Enum(*labels(), name="mood")), sa.Column("b", sa.Enum("x", name=name())), sa.Column("c", sa.Enum("x")))`,
      [
        "create type mood: ?",
        "create type ?: x",
        "create type ?: x",
        "create table t: a mood <sa.Enum> null; b ? <sa.Enum> null; c ? <sa.Enum> null",
      ],
    ],
    [
      "add_column does not create them",
      `op.add_column("t", sa.Column("a", sa.Enum("x", name="mood")))`,
      ["create column t.a: a mood <sa.Enum> null"],
    ],
    ["drop_table does not drop them", `op.drop_table("t")`, ["drop table t"]],
  ])("%s", async (_, source, expected) => {
    expect(await linesOf(source, "import enum\nfrom project import Other, labels, name")).toEqual(expected);
  });
});

describe("other directives about tables", () => {
  test.each<[string, string[]]>([
    [`op.drop_table("t", "s")`, ["drop table s.t"]],
    [`op.drop_table("t", schema="s", if_exists=True)`, ["drop table s.t if exists"]],
    [`op.rename_table("t", "u", schema="s")`, ["rename table s.t to u"]],
    [`op.create_table_comment("t", "x", existing_comment="y", schema="s")`, ["comment on table s.t: x"]],
    [`op.create_table_comment("t", None)`, ["comment on table t: none"]],
    [`op.drop_table_comment("t", existing_comment="y", schema="s")`, ["comment on table s.t: none"]],
    [
      `t = sa.table("t", sa.column("a", sa.String(3)), sa.column("b"), schema="s")
op.bulk_insert(t, [{"a": "x", "b": 1}, {"a": f"y{z}", "b": "it"}])`,
      ["insert into s.t (a varchar(3), b ?): (x, ?)(?, it)"],
    ],
    [`op.bulk_insert(sa.table("t"), [])`, []],
    [`op.bulk_insert(sa.table("t", sa.column("a", sa.Integer)), rows())`, ["insert into t (a int4): ?"]],
    [
      `t = op.create_table("t", sa.Column("a", sa.Text))
op.bulk_insert(t, [{"a": "x"}], multiinsert=False)`,
      ["create table t: a text null", "insert into t (a text): (x)"],
    ],
    [`op.bulk_insert(Model.__table__, [{"a": "x"}])`, ["insert into ? (a ?): (x)"]],
  ])("%s", async (source, expected) => {
    expect(await linesOf(source)).toEqual(expected);
  });
});
