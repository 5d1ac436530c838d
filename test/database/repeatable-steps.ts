/** Something that a migration does which can't be repeated, with what must be there before. `#` stands for a number of its own. */
export interface RepeatableStep {
  readonly story: string;
  readonly setup: string;
  readonly body: string;
}

const table = "CREATE TABLE t# (id int, a int, b text)";
const two = `${table}; CREATE TABLE u# (id int PRIMARY KEY)`;
const func = "CREATE FUNCTION tf#() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$";

function sql(story: string, setup: string, statement: string): RepeatableStep {
  return { story, setup, body: `op.execute(${JSON.stringify(statement)})` };
}

function directive(story: string, setup: string, body: string): RepeatableStep {
  return { story, setup, body };
}

/** One of each kind of operation, and the forms in which migrations write them. */
export const repeatableSteps: readonly RepeatableStep[] = [
  directive(
    "create_table, its index and its rows",
    "",
    `op.create_table(
    "new#",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("name", sa.String(50), nullable=False),
)
op.create_index("ix_new#", "new#", ["name"], unique=True)
op.bulk_insert(sa.table("new#", sa.column("id"), sa.column("name")), [{"id": 1, "name": "a"}])`,
  ),
  directive(
    "create_table with an enum and an indexed column",
    "",
    'op.create_table("en#", sa.Column("k", sa.Enum("a", name="kind#")), sa.Column("x", sa.Text(), index=True))',
  ),
  directive(
    "create_table given to a name",
    "",
    'made# = op.create_table("made#", sa.Column("id", sa.Integer()))\nop.bulk_insert(made#, [{"id": 1}])',
  ),
  directive(
    "add_column",
    table,
    'op.add_column("t#", sa.Column("c", sa.String(length=20), server_default="x", nullable=False))',
  ),
  directive(
    "add_column with time zone",
    table,
    'op.add_column("t#", sa.Column("c", sa.DateTime(timezone=True), server_default=sa.func.now()))',
  ),
  directive("add_column of an array", table, 'op.add_column("t#", sa.Column("c", sa.ARRAY(sa.Numeric(10, 2))))'),
  directive("add_column with a key", two, 'op.add_column("t#", sa.Column("u", sa.Integer(), sa.ForeignKey("u#.id")))'),
  directive(
    "add_column with a colon",
    table,
    `op.add_column("t#", sa.Column("c", sa.Text(), server_default="it's :x"))`,
  ),
  directive(
    "add_column to a quoted name",
    'CREATE TABLE "My Table#" (id int)',
    'op.add_column("My Table#", sa.Column("Order", sa.Integer()))',
  ),
  directive(
    "add_column in a schema",
    "CREATE SCHEMA s#; CREATE TABLE s#.t (id int)",
    'op.add_column("t", sa.Column("c", sa.BigInteger()), schema="s#")',
  ),
  directive("create_index", table, 'op.create_index(op.f("ix_a#"), "t#", ["a", "b"], unique=True)'),
  directive("create_index on an expression", table, 'op.create_index("ix_e#", "t#", [sa.text("lower(b)")])'),
  directive(
    "create_index with a predicate",
    table,
    'op.create_index("ix_p#", "t#", ["a"], postgresql_where=sa.text("a > 0"))',
  ),
  directive("create_foreign_key", two, 'op.create_foreign_key("fk#", "t#", "u#", ["a"], ["id"], ondelete="CASCADE")'),
  directive("create_unique_constraint", table, 'op.create_unique_constraint("uq#", "t#", ["a"])'),
  directive("create_check_constraint", table, 'op.create_check_constraint("ck#", "t#", "a > 0")'),
  directive("create_primary_key", table, 'op.create_primary_key("pk#", "t#", ["id"])'),
  directive("drop_table", table, 'op.drop_table("t#")'),
  directive("drop_column", table, 'op.drop_column("t#", "a")'),
  directive("drop_index", `${table}; CREATE INDEX ix_d# ON t# (a)`, 'op.drop_index(op.f("ix_d#"), table_name="t#")'),
  directive(
    "drop_constraint",
    `${table}; ALTER TABLE t# ADD CONSTRAINT ck# CHECK (a > 0)`,
    'op.drop_constraint("ck#", "t#", type_="check")',
  ),
  directive(
    "drop of all a table has, and of the table",
    `${table}; ALTER TABLE t# ADD CONSTRAINT ck# CHECK (a > 0); CREATE INDEX ix_g# ON t# (b)`,
    'op.drop_index("ix_g#", "t#")\nop.drop_constraint("ck#", "t#")\nop.drop_column("t#", "a")\nop.drop_table("t#")',
  ),
  directive("rename_table", table, 'op.rename_table("t#", "r#")'),
  directive(
    "rename_table after other changes",
    table,
    'op.add_column("t#", sa.Column("c", sa.Integer()))\nop.drop_column("t#", "a")\nop.rename_table("t#", "r#")',
  ),
  directive("alter_column with a new name", table, 'op.alter_column("t#", "a", new_column_name="z")'),
  directive(
    "batch_alter_table",
    `${two}; ALTER TABLE t# ADD CONSTRAINT ck# CHECK (a > 0)`,
    `with op.batch_alter_table("t#", schema=None) as batch_op:
    batch_op.add_column(sa.Column("c", sa.Integer()))
    batch_op.drop_constraint("ck#", type_="check")
    batch_op.create_foreign_key("fk#", "u#", ["a"], ["id"])
    batch_op.create_index("ix_b#", ["b"])
    batch_op.drop_column("id")`,
  ),
  sql("CREATE TABLE", "", "CREATE TABLE c# (id int)"),
  sql("CREATE UNLOGGED TABLE, quoted", "", 'CREATE UNLOGGED TABLE "Big#" (id int)'),
  sql("CREATE TABLE AS", table, "CREATE TABLE copy# AS SELECT * FROM t#"),
  sql("SELECT INTO", table, "SELECT a AS type INTO copied# FROM t#"),
  sql(
    "CREATE TABLE PARTITION OF",
    "CREATE TABLE pa# (id int) PARTITION BY RANGE (id)",
    "CREATE TABLE p1# PARTITION OF pa# FOR VALUES FROM (0) TO (9)",
  ),
  sql("several statements", "", "CREATE TABLE m# (id int); CREATE INDEX ix_m# ON m# (id); CREATE SEQUENCE sm#"),
  sql("CREATE INDEX, lower case", table, "create unique index ix_l# on t# (a)"),
  sql("CREATE SCHEMA", "", "CREATE SCHEMA app#"),
  sql("CREATE SEQUENCE", "", "CREATE SEQUENCE seq# START 5"),
  sql("CREATE MATERIALIZED VIEW", table, "CREATE MATERIALIZED VIEW mv# AS SELECT a FROM t#"),
  sql("CREATE STATISTICS", table, "CREATE STATISTICS st# ON a, b FROM t#"),
  sql("CREATE COLLATION", "", `CREATE COLLATION col# (locale = 'C')`),
  sql("ADD COLUMN without the word", table, "ALTER TABLE t# ADD c int"),
  sql(
    "many changes of a table",
    table,
    `ALTER TABLE t# ADD COLUMN c int, ADD COLUMN "D" text DEFAULT 'x', DROP COLUMN a, ALTER COLUMN b SET NOT NULL`,
  ),
  sql(
    "ADD CONSTRAINT of a key",
    two,
    "ALTER TABLE ONLY t# ADD CONSTRAINT fk# FOREIGN KEY (a) REFERENCES u# (id) NOT VALID",
  ),
  sql("ADD CONSTRAINT UNIQUE", table, "ALTER TABLE t# ADD CONSTRAINT uq# UNIQUE (a)"),
  sql("ADD CONSTRAINT CHECK", table, "ALTER TABLE t# ADD CONSTRAINT ck# CHECK (b <> 'it''s \\:x')"),
  sql("ADD PRIMARY KEY without a name", table, "ALTER TABLE t# ADD PRIMARY KEY (id)"),
  sql(
    "ADD CONSTRAINT EXCLUDE",
    "CREATE TABLE t# (r int4range)",
    "ALTER TABLE t# ADD CONSTRAINT ex# EXCLUDE USING gist (r WITH &&)",
  ),
  sql(
    "a constraint of a domain",
    "CREATE DOMAIN d# AS int",
    "ALTER DOMAIN d# ADD CONSTRAINT positive CHECK (value > 0)",
  ),
  sql("CREATE TYPE", "", "CREATE TYPE pair# AS (a int, b int)"),
  sql("CREATE DOMAIN", "", "CREATE DOMAIN dom# AS int"),
  sql("CREATE POLICY", table, "CREATE POLICY pol# ON t# USING (a > 0)"),
  sql("CREATE ROLE", "", "CREATE ROLE role#"),
  sql("CREATE PUBLICATION", "", "CREATE PUBLICATION pub#"),
  sql("CREATE FUNCTION", "", "CREATE FUNCTION f#() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
  sql("CREATE PROCEDURE", "", "CREATE PROCEDURE p#() LANGUAGE sql AS 'SELECT 1'"),
  sql("CREATE VIEW", table, "CREATE VIEW v# AS SELECT a FROM t#"),
  sql("CREATE RULE", table, "CREATE RULE ru# AS ON DELETE TO t# DO INSTEAD NOTHING"),
  sql("CREATE AGGREGATE", "", "CREATE AGGREGATE ag#(int) (sfunc = int4pl, stype = int)"),
  sql(
    "CREATE TRIGGER",
    `${table}; ${func}`,
    "CREATE TRIGGER tr# BEFORE INSERT ON t# FOR EACH ROW EXECUTE FUNCTION tf#()",
  ),
  sql(
    "CREATE CONSTRAINT TRIGGER",
    `${table}; ${func}`,
    "CREATE CONSTRAINT TRIGGER tr# AFTER INSERT ON t# FOR EACH ROW EXECUTE FUNCTION tf#()",
  ),
  sql("DROP TABLE of two", two, "DROP TABLE t#, u#"),
  sql("DROP COLUMN without the word", table, "ALTER TABLE t# DROP a"),
  sql("DROP SCHEMA CASCADE", "CREATE SCHEMA s#; CREATE TABLE s#.t (id int)", "DROP SCHEMA s# CASCADE"),
  sql("DROP SEQUENCE", "CREATE SEQUENCE sq#", "DROP SEQUENCE sq#"),
  sql("DROP TYPE", "CREATE TYPE ty# AS ENUM ('a')", "DROP TYPE ty#"),
  sql("DROP DOMAIN", "CREATE DOMAIN dd# AS int", "DROP DOMAIN dd#"),
  sql(
    "DROP VIEW and MATERIALIZED VIEW",
    `${table}; CREATE VIEW v# AS SELECT a FROM t#; CREATE MATERIALIZED VIEW mv# AS SELECT a FROM t#`,
    "DROP VIEW v#; DROP MATERIALIZED VIEW mv#",
  ),
  sql("DROP FUNCTION", "CREATE FUNCTION f#(int) RETURNS int LANGUAGE sql AS 'SELECT 1'", "DROP FUNCTION f#(int)"),
  sql(
    "DROP TRIGGER",
    `${table}; ${func}; CREATE TRIGGER tr# BEFORE INSERT ON t# FOR EACH ROW EXECUTE FUNCTION tf#()`,
    "DROP TRIGGER tr# ON t#",
  ),
  sql("DROP POLICY", `${table}; CREATE POLICY pol# ON t# USING (true)`, "DROP POLICY pol# ON t#"),
  sql("DROP RULE", `${table}; CREATE RULE ru# AS ON DELETE TO t# DO INSTEAD NOTHING`, "DROP RULE ru# ON t#"),
  sql(
    "DROP CAST",
    "CREATE TYPE ca# AS (a int); CREATE FUNCTION cf#(ca#) RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$; CREATE CAST (ca# AS text) WITH FUNCTION cf#(ca#)",
    "DROP CAST (ca# AS text)",
  ),
  sql(
    "DROP CONSTRAINT of a domain",
    "CREATE DOMAIN d# AS int CONSTRAINT positive CHECK (value > 0)",
    "ALTER DOMAIN d# DROP CONSTRAINT positive",
  ),
  sql("RENAME of an index", `${table}; CREATE INDEX i# ON t# (a)`, "ALTER INDEX i# RENAME TO j#"),
  sql("RENAME COLUMN", table, "ALTER TABLE t# RENAME COLUMN a TO z"),
  sql(
    "RENAME CONSTRAINT",
    `${table}; ALTER TABLE t# ADD CONSTRAINT ck# CHECK (a > 0)`,
    "ALTER TABLE t# RENAME CONSTRAINT ck# TO ckk#",
  ),
  sql(
    "RENAME of a constraint of a domain",
    "CREATE DOMAIN d# AS int CONSTRAINT positive CHECK (value > 0)",
    "ALTER DOMAIN d# RENAME CONSTRAINT positive TO above",
  ),
  sql("RENAME of a type", "CREATE TYPE ty# AS ENUM ('a')", "ALTER TYPE ty# RENAME TO tz#"),
  sql("RENAME VALUE", "CREATE TYPE ty# AS ENUM ('a', 'b')", "ALTER TYPE ty# RENAME VALUE 'a' TO 'c'"),
  sql("RENAME of a schema", "CREATE SCHEMA s#", "ALTER SCHEMA s# RENAME TO z#"),
  sql(
    "RENAME of a policy",
    `${table}; CREATE POLICY pol# ON t# USING (true)`,
    "ALTER POLICY pol# ON t# RENAME TO pom#",
  ),
  sql(
    "RENAME of a trigger",
    `${table}; ${func}; CREATE TRIGGER tr# BEFORE INSERT ON t# FOR EACH ROW EXECUTE FUNCTION tf#()`,
    "ALTER TRIGGER tr# ON t# RENAME TO ts#",
  ),
  sql("RENAME of a domain", "CREATE DOMAIN d# AS int", "ALTER DOMAIN d# RENAME TO e#"),
  sql("RENAME of a role", "CREATE ROLE role#", "ALTER ROLE role# RENAME TO roles#"),
  sql("SET SCHEMA", `CREATE SCHEMA s#; ${table}`, "ALTER TABLE t# SET SCHEMA s#"),
  sql("SET SCHEMA of a type", "CREATE SCHEMA s#; CREATE TYPE ty# AS ENUM ('a')", "ALTER TYPE ty# SET SCHEMA s#"),
  sql(
    "ADD GENERATED",
    "CREATE TABLE t# (id int NOT NULL)",
    "ALTER TABLE t# ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY",
  ),
  sql(
    "ATTACH PARTITION",
    "CREATE TABLE pa# (id int) PARTITION BY RANGE (id); CREATE TABLE pb# (id int)",
    "ALTER TABLE pa# ATTACH PARTITION pb# FOR VALUES FROM (0) TO (9)",
  ),
  sql(
    "DETACH PARTITION",
    "CREATE TABLE pa# (id int) PARTITION BY RANGE (id); CREATE TABLE pb# PARTITION OF pa# FOR VALUES FROM (0) TO (9)",
    "ALTER TABLE pa# DETACH PARTITION pb#",
  ),
  {
    story: "text over lines, through a connection that has a name",
    setup: two,
    body: `connection = op.get_bind()
connection.execute(
    sa.text(
        """
        ALTER TABLE t#
            ADD COLUMN c int, -- the c
            DROP COLUMN a
        """
    )
)
connection.execute(sa.text("ALTER TABLE t# ADD CONSTRAINT fk# FOREIGN KEY (id) REFERENCES u# (id)"))`,
  },
  {
    story: "loops",
    setup: "CREATE TABLE la# (id int, old int); CREATE TABLE lb# (id int, old int)",
    body: `for table in ("la#", "lb#"):
    op.execute(f"CREATE INDEX ix_{table} ON {table} (id)")
    op.execute(f"ALTER TABLE {table} DROP COLUMN old")
for statement in ["CREATE TABLE lc# (id int)", "CREATE VIEW ld# AS SELECT 1 AS one"]:
    op.execute(statement)`,
  },
  {
    story: "a DO block",
    setup: table,
    body: `op.execute("""
    DO $$
    BEGIN
        CREATE TABLE inside# (id int);
        ALTER TABLE t# ADD COLUMN c int, DROP COLUMN a;
    END $$
""")`,
  },
  {
    story: "behind a look at something else",
    setup: two,
    body: `if sa.inspect(op.get_bind()).has_table("u#"):
    op.add_column("t#", sa.Column("c", sa.Integer()))
    op.create_unique_constraint("uq#", "t#", ["c"])`,
  },
];
