import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, inEnvironment, migration, plainEnvironment, withHelper } from "../../rule-case.ts";

const rule = "missing-existence-check";

/** A migration whose `upgrade` has this body. */
function upgrade(body: string): string {
  return migration(`def upgrade():\n${body.replace(/^(?=.)/gm, "    ")}\n`);
}

/** `body` behind a look for rows of a catalog. */
function behind(word: "if" | "if not", from: string, conditions: readonly string[], body: string): string {
  const where = conditions.map((each, index) => `            ${index === 0 ? "WHERE" : "AND"} ${each}\n`).join("");
  return `${word} conn.execute(
    sa.text("""
        SELECT EXISTS(
            SELECT 1 FROM ${from}
${where}        );
    """)
).scalar():
    ${body}`;
}

const constraint = (name: string, table = "t") => [`conrelid = to_regclass('${table}')`, `conname = '${name}'`];
const column = ["attrelid = to_regclass('t')", "attname = 'a'", "NOT attisdropped"];
const partition = ["inhrelid = to_regclass('p1')", "inhparent = to_regclass('p')"];

async function messages(body: string, context = withHelper): Promise<readonly string[]> {
  const found = findingsOf(await engine(), upgrade(body), { context });
  return found.filter((finding) => finding.rule === rule).map(({ message }) => message);
}

describe("SQL is put behind a look into the catalog", () => {
  test.each([
    ["ALTER TABLE t ADD CONSTRAINT ck", " CHECK (a > 0)", "if not", "pg_constraint", constraint("ck")],
    [
      "ALTER TABLE ONLY t ADD CONSTRAINT fk",
      " FOREIGN KEY (a) REFERENCES u (id) NOT VALID",
      "if not",
      "pg_constraint",
      constraint("fk"),
    ],
    ["ALTER TABLE app.t ADD CONSTRAINT uq", " UNIQUE (a)", "if not", "pg_constraint", constraint("uq", "app.t")],
    ["ALTER TABLE t ADD CONSTRAINT ex", " EXCLUDE USING gist (a WITH =)", "if not", "pg_constraint", constraint("ex")],
    [
      "ALTER TABLE t ADD CONSTRAINT pk",
      " PRIMARY KEY (a)",
      "if not",
      "pg_constraint",
      ["conrelid = to_regclass('t')", "contype = 'p'"],
    ],
    [
      "ALTER TABLE t ADD PRIMARY KEY",
      " (a)",
      "if not",
      "pg_constraint",
      ["conrelid = to_regclass('t')", "contype = 'p'"],
    ],
    [
      "ALTER DOMAIN d ADD CONSTRAINT ck",
      " CHECK (value > 0)",
      "if not",
      "pg_constraint",
      ["contypid = to_regtype('d')", "conname = 'ck'"],
    ],
    ["CREATE POLICY p", " ON t USING (true)", "if not", "pg_policy", ["polrelid = to_regclass('t')", "polname = 'p'"]],
    ["CREATE ROLE r", " LOGIN", "if not", "pg_roles", ["rolname = 'r'"]],
    ["CREATE PUBLICATION p", " FOR ALL TABLES", "if not", "pg_publication", ["pubname = 'p'"]],
    ["ALTER TABLE t RENAME COLUMN a TO b", "", "if", "pg_attribute", column],
    ["ALTER TABLE t RENAME a TO b", "", "if", "pg_attribute", column],
    ["ALTER TABLE t RENAME CONSTRAINT a TO b", "", "if", "pg_constraint", constraint("a")],
    [
      "ALTER DOMAIN d RENAME CONSTRAINT a TO b",
      "",
      "if",
      "pg_constraint",
      ["contypid = to_regtype('d')", "conname = 'a'"],
    ],
    [
      "ALTER TYPE e RENAME VALUE 'it''s' TO 'b'",
      "",
      "if",
      "pg_enum",
      ["enumlabel = 'it''s'", "enumtypid = to_regtype('e')"],
    ],
    ["ALTER TRIGGER a ON t RENAME TO b", "", "if", "pg_trigger", ["tgrelid = to_regclass('t')", "tgname = 'a'"]],
    ["ALTER POLICY a ON t RENAME TO b", "", "if", "pg_policy", ["polrelid = to_regclass('t')", "polname = 'a'"]],
    [
      "ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY",
      "",
      "if not",
      "pg_attribute",
      [column[0] ?? "", "attname = 'a'", "attidentity <> ''"],
    ],
    ["ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (0) TO (9)", "", "if not", "pg_inherits", partition],
    ["ALTER TABLE p DETACH PARTITION p1", "", "if", "pg_inherits", partition],
  ] as const)("%s%s", (phrase, rest, word, from, conditions) =>
    checkCase(rule, {
      severity: "warning",
      source: upgrade(`op.execute("⟦${phrase}⟧${rest}")`),
      fixed: upgrade(`conn = op.get_bind()\n${behind(word, from, conditions, `op.execute("${phrase}${rest}")`)}`),
    }),
  );

  test.each([
    ["CREATE TYPE pair", " AS (a int)", "if not", "to_regtype('pair')"],
    [`CREATE DOMAIN app.d`, " AS int", "if not", "to_regtype('app.d')"],
    ["ALTER TYPE a RENAME TO b", "", "if", "to_regtype('a')"],
    ["ALTER DOMAIN a RENAME TO b", "", "if", "to_regtype('a')"],
    ["ALTER TYPE a SET SCHEMA app", "", "if", "to_regtype('a')"],
    ["ALTER SCHEMA a RENAME TO b", "", "if", "to_regnamespace('a')"],
  ])("%s%s, in one line", (phrase, rest, word, asked) =>
    checkCase(rule, {
      source: upgrade(`op.execute("⟦${phrase}⟧${rest}")`),
      fixed: upgrade(`conn = op.get_bind()
${word} conn.execute(sa.text("SELECT ${asked} IS NOT NULL")).scalar():
    op.execute("${phrase}${rest}")`),
    }),
  );

  test("with the connection that is there, its text as it is", () =>
    checkCase(rule, {
      source: upgrade(`conn = op.get_bind()
conn.execute(
    sa.text("""
        ⟦ALTER TABLE "My App"."T" ADD CONSTRAINT "Ck"⟧
        CHECK (a > 0)
    """)
)  # done`),
      fixed: upgrade(`conn = op.get_bind()
if not conn.execute(
    sa.text("""
        SELECT EXISTS(
            SELECT 1 FROM pg_constraint
            WHERE conrelid = to_regclass('"My App"."T"')
            AND conname = 'Ck'
        );
    """)
).scalar():
    conn.execute(
        sa.text("""
        ALTER TABLE "My App"."T" ADD CONSTRAINT "Ck"
        CHECK (a > 0)
    """)
    )  # done`),
    }));

  test("in CRLF, with tabs, and a name conn that is something else", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
	conn = connect()
	op.execute("⟦CREATE POLICY p⟧ ON t USING (true)")
`).replaceAll("\n", "\r\n"),
      fixed: migration(`def upgrade():
	conn = connect()
	if not op.get_bind().execute(
		sa.text("""
			SELECT EXISTS(
				SELECT 1 FROM pg_policy
				WHERE polrelid = to_regclass('t')
				AND polname = 'p'
			);
		""")
	).scalar():
		op.execute("CREATE POLICY p ON t USING (true)")
`).replaceAll("\n", "\r\n"),
    }));

  test("names with quotes and colons", () =>
    checkCase(rule, {
      source: upgrade(`op.execute('⟦ALTER TABLE "it\\'s" ADD CONSTRAINT "a:b"⟧ CHECK (a > 0)')`),
      fixed: upgrade(`conn = op.get_bind()
if not conn.execute(
    sa.text("""
        SELECT EXISTS(
            SELECT 1 FROM pg_constraint
            WHERE conrelid = to_regclass('"it''s"')
            AND conname = 'a\\\\:b'
        );
    """)
).scalar():
    op.execute('ALTER TABLE "it\\'s" ADD CONSTRAINT "a:b" CHECK (a > 0)')`),
    }));
});

describe("in a DO block, where the settings say so", () => {
  test.each([
    ["ALTER TABLE t ADD CONSTRAINT ck", " CHECK (a > 0)", "duplicate_object"],
    ["ALTER TABLE t ADD CONSTRAINT fk", " FOREIGN KEY (a) REFERENCES u (id)", "duplicate_object"],
    ["ALTER TABLE t ADD CONSTRAINT uq", " UNIQUE (a)", "duplicate_table"],
    ["ALTER TABLE t ADD CONSTRAINT ex", " EXCLUDE USING gist (a WITH =)", "duplicate_table"],
    ["ALTER TABLE t ADD CONSTRAINT pk", " PRIMARY KEY (a)", "invalid_table_definition"],
    ["CREATE TYPE pair", " AS (a int)", "duplicate_object"],
    ["CREATE DOMAIN d", " AS int", "duplicate_object"],
    ["CREATE POLICY p", " ON t USING (true)", "duplicate_object"],
    ["ALTER TABLE t RENAME COLUMN a TO b", "", "undefined_column"],
    ["ALTER TABLE t RENAME CONSTRAINT a TO b", "", "undefined_object"],
    ["ALTER TYPE e RENAME VALUE 'a' TO 'b'", "", "invalid_parameter_value"],
    ["ALTER TYPE a RENAME TO b", "", "undefined_object"],
    ["ALTER POLICY a ON t RENAME TO b", "", "duplicate_object"],
    ["ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY", "", "object_not_in_prerequisite_state"],
    ["ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (0) TO (9)", "", "wrong_object_type"],
    ["ALTER TABLE p DETACH PARTITION p1", "", "undefined_table"],
  ])("%s%s: %s", (phrase, rest, condition) =>
    checkCase(rule, {
      settings: { guardStyle: "do-block", offlineSql: true },
      source: upgrade(`op.execute("⟦${phrase}⟧${rest};")`),
      fixed: upgrade(`op.execute("DO $$ BEGIN ${phrase}${rest}; EXCEPTION WHEN ${condition} THEN NULL; END $$")`),
    }),
  );

  test("a text that ends in a comment is put behind a look, which leaves it as it is", () =>
    checkCase(rule, {
      settings: { guardStyle: "do-block" },
      source: upgrade(`op.execute("⟦ALTER TYPE a RENAME TO b -- as in the code⟧")`),
      fixed: upgrade(`conn = op.get_bind()
if conn.execute(sa.text("SELECT to_regtype('a') IS NOT NULL")).scalar():
    op.execute("ALTER TYPE a RENAME TO b -- as in the code")`),
    }));

  test("a directive, and a text that would end the block, are put behind a look", () =>
    checkCase(rule, {
      settings: { guardStyle: "do-block" },
      source: upgrade(`⟦op.create_check_constraint⟧("ck", "t", "a > 0")
op.execute("⟦ALTER TABLE t ADD CONSTRAINT ck2⟧ CHECK (b <> '$$')")`),
      fixed: upgrade(`conn = op.get_bind()
${behind("if not", "pg_constraint", constraint("ck"), `op.create_check_constraint("ck", "t", "a > 0")`)}
${behind("if not", "pg_constraint", constraint("ck2"), `op.execute("ALTER TABLE t ADD CONSTRAINT ck2 CHECK (b <> '$$')")`)}`),
    }));
});

describe("a directive is put behind a look", () => {
  const primary = ["conrelid = to_regclass('t')", "contype = 'p'"];
  test.each([
    [
      `op.create_foreign_key("fk", "t", "u", ["a"], ["id"], ondelete="CASCADE")`,
      "if not",
      "pg_constraint",
      constraint("fk"),
    ],
    [
      `op.create_foreign_key("fk", "t", "u", ["a"], ["id"], source_schema="app")`,
      "if not",
      "pg_constraint",
      constraint("fk", "app.t"),
    ],
    [`op.create_unique_constraint(op.f("uq"), "t", ["a"])`, "if not", "pg_constraint", constraint("uq")],
    [`op.create_check_constraint("ck", "t", sa.column("a") > 0)`, "if not", "pg_constraint", constraint("ck")],
    [`op.create_primary_key("pk", "t", ["a"])`, "if not", "pg_constraint", primary],
    [`op.alter_column("t", "a", new_column_name="b")`, "if", "pg_attribute", column],
  ] as const)("%s", (call, word, from, conditions) =>
    checkCase(rule, {
      source: upgrade(call.replace(/^[\w.]+/, "⟦$&⟧")),
      fixed: upgrade(`conn = op.get_bind()\n${behind(word, from, conditions, call)}`),
    }),
  );

  test("which looks for the name that op.f makes of one too long for PostgreSQL", () => {
    const call = `op.create_unique_constraint(op.f("uq_visits_${"x".repeat(60)}"), "t", ["a"])`;
    return checkCase(rule, {
      source: upgrade(call.replace(/^[\w.]+/, "⟦$&⟧")),
      fixed: upgrade(
        `conn = op.get_bind()\n${behind("if not", "pg_constraint", constraint(`uq_visits_${"x".repeat(45)}_b48d`), call)}`,
      ),
    });
  });

  test("over several lines, two of them with one connection, and one in the other function", () =>
    checkCase(rule, {
      source: migration(`def upgrade():
    # who belongs to whom
    ⟦op.create_unique_constraint⟧(
        "uq",
        "t",
        ["a"],  # only
    )
    ⟦op.create_unique_constraint⟧("uq2", "t", ["b"])


def downgrade():
    ⟦op.alter_column⟧("t", "b", new_column_name="a")
`),
      fixed: migration(`def upgrade():
    # who belongs to whom
    conn = op.get_bind()
    if not conn.execute(
        sa.text("""
            SELECT EXISTS(
                SELECT 1 FROM pg_constraint
                WHERE conrelid = to_regclass('t')
                AND conname = 'uq'
            );
        """)
    ).scalar():
        op.create_unique_constraint(
            "uq",
            "t",
            ["a"],  # only
        )
    if not conn.execute(
        sa.text("""
            SELECT EXISTS(
                SELECT 1 FROM pg_constraint
                WHERE conrelid = to_regclass('t')
                AND conname = 'uq2'
            );
        """)
    ).scalar():
        op.create_unique_constraint("uq2", "t", ["b"])


def downgrade():
    conn = op.get_bind()
    if conn.execute(
        sa.text("""
            SELECT EXISTS(
                SELECT 1 FROM pg_attribute
                WHERE attrelid = to_regclass('t')
                AND attname = 'b'
                AND NOT attisdropped
            );
        """)
    ).scalar():
        op.alter_column("t", "b", new_column_name="a")
`),
    }));

  test("in a batch", () =>
    checkCase(rule, {
      source: upgrade(`with op.batch_alter_table("t") as batch_op:
    ⟦batch_op.create_foreign_key⟧(batch_op.f("fk"), "u", ["a"], ["id"])`),
      fixed: upgrade(`with op.batch_alter_table("t") as batch_op:
    conn = op.get_bind()
    if not conn.execute(
        sa.text("""
            SELECT EXISTS(
                SELECT 1 FROM pg_constraint
                WHERE conrelid = to_regclass('t')
                AND conname = 'fk'
            );
        """)
    ).scalar():
        batch_op.create_foreign_key(batch_op.f("fk"), "u", ["a"], ["id"])`),
    }));
});

describe("no fix", () => {
  test.each([
    [
      "a constraint without a name",
      `⟦op.create_foreign_key⟧(None, "t", "u", ["a"], ["id"])\nop.execute("⟦ALTER TABLE t ADD UNIQUE⟧ (b)")`,
    ],
    [
      "one of several commands",
      `op.execute("ALTER TABLE t ALTER COLUMN a SET NOT NULL, ⟦ADD CONSTRAINT ck⟧ CHECK (a > 0)")`,
    ],
    [
      "one of several statements",
      `op.execute("SELECT 1; ⟦ALTER TABLE t ADD CONSTRAINT ck⟧ CHECK (a > 0); UPDATE t SET a = 1")`,
    ],
    ["a loop", `for t in ("a", "b"):\n    ⟦op.create_unique_constraint⟧(f"uq_{t}", t, ["x"])`],
    [
      "a helper that is called twice",
      `def unique(t):\n    ⟦op.create_unique_constraint⟧("uq_" + t, t, ["x"])\nunique("a")\nunique("b")`,
    ],
    ["a result that is used", `done = op.get_bind().execute(sa.text("⟦CREATE TYPE pair⟧ AS (a int)"))\nprint(done)`],
    [
      "a rename that frees the name for another: skipped alone, the rest of a second run would meet the wrong column",
      `⟦op.alter_column⟧("t", "a", new_column_name="old")\nop.add_column("t", sa.Column("a", sa.Text()))`,
    ],
    [
      "a rename to a name that was another's",
      `op.drop_column("t", "a")\n⟦op.alter_column⟧("t", "old", new_column_name="a")`,
    ],
    ["two statements on a line", `⟦op.create_primary_key⟧("pk", "t", ["a"]); print("done")`],
    [
      "what the catalog is not asked for that easily",
      `op.execute("⟦ALTER FUNCTION f() RENAME TO g⟧")\nop.execute("⟦CREATE CAST (a AS b) WITHOUT FUNCTION⟧")`,
    ],
    [
      "a statement of a DO block that does more",
      `op.execute("DO $$ BEGIN ⟦ALTER TABLE t ADD CONSTRAINT ck⟧ CHECK (a > 0); UPDATE t SET a = 1; END $$")`,
    ],
  ])("for %s", (_story, body) => checkCase(rule, { source: upgrade(body), fixed: null }));

  test("that is safe under --sql, where there is no connection", () =>
    checkCase(rule, {
      settings: { offlineSql: true },
      source: upgrade(`⟦op.create_unique_constraint⟧("uq", "t", ["a"])`),
      fixed: null,
    }));
});

describe("messages", () => {
  test.each([
    [
      `op.create_foreign_key("fk", "t", "u", ["a"], ["id"])`,
      "Adding constraint fk on t fails where it is there already. Check first.",
    ],
    [
      `op.execute("ALTER TABLE app.t ADD PRIMARY KEY (a)")`,
      "Adding a primary key to table app.t fails where it has one already. Check first.",
    ],
    [
      `op.create_unique_constraint(None, "t", ["a"])`,
      "A second run adds another constraint to table t, or fails where a naming convention names this one. Name it here, and check first whether it is there.",
    ],
    [
      `op.execute("ALTER TABLE t ADD UNIQUE (a)")`,
      "Each run adds another constraint to table t, since this one has no name. Name it, and check first whether it is there.",
    ],
    [
      `op.execute("ALTER TABLE p DETACH PARTITION app.p1")`,
      "Detaching partition app.p1 fails where it is detached already. Check first.",
    ],
    [
      `if sa.inspect(op.get_bind()).has_table("u"):\n    op.create_unique_constraint("uq", "t", ["a"])`,
      "Adding constraint uq on t fails where it is there already, and the check of table u does not prevent that. Check first.",
    ],
    [
      `op.execute("DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT uq UNIQUE (a); EXCEPTION WHEN duplicate_object THEN NULL; END $$")`,
      "Adding constraint uq on t fails where it is there already, with duplicate_table, which the DO block does not catch. Check first.",
    ],
  ])("%s", async (body, message) => expect(await messages(body)).toEqual([message]));

  test("the name that is dropped is another one than PostgreSQL chooses", async () => {
    const body = `op.drop_constraint("t_b_fkey", "t")\nop.create_foreign_key(None, "t", "u", ["a"], ["id"])`;
    expect(await messages(body, { ...withHelper, environment: plainEnvironment })).toEqual([
      "Each run adds another constraint to table t, since this one has no name. Name it, and check first whether it is there.",
    ]);
  });

  test("a naming convention names what has no name here", async () => {
    const context = { ...withHelper, environment: { ...plainEnvironment, namingConvention: true } };
    expect(await messages(`op.create_unique_constraint(None, "t", ["a"])`, context)).toEqual([
      "Adding a constraint to table t fails where it is there already. Name it here, and check first.",
    ]);
    // Not what SQL leaves without a name.
    expect(await messages(`op.execute("ALTER TABLE t ADD UNIQUE (a)")`, context)).toEqual([
      expect.stringContaining("Each run adds another constraint to table t"),
    ]);
  });
});

describe("silent", () => {
  test.each([
    [
      "pg_constraint",
      `conn = op.get_bind()\nif not conn.execute(sa.text("SELECT 1 FROM pg_constraint WHERE conname = 'uq' AND conrelid = 't'::regclass")).fetchone():\n    op.create_unique_constraint("uq", "t", ["a"])`,
    ],
    [
      "information_schema",
      `conn = op.get_bind()\nfound = conn.execute(sa.text("SELECT EXISTS(SELECT 1 FROM information_schema.table_constraints WHERE constraint_name = 'fk' AND table_name = 't')")).scalar()\nif found:\n    return\nop.create_foreign_key("fk", "t", "u", ["a"], ["id"])`,
    ],
    [
      "the inspector's names",
      `names = {c["name"] for c in sa.inspect(op.get_bind()).get_unique_constraints("t")}\nif "uq" not in names:\n    op.create_unique_constraint("uq", "t", ["a"])`,
    ],
    [
      "the names of the columns",
      `columns = [c["name"] for c in sa.inspect(op.get_bind()).get_columns("t")]\nif "a" in columns:\n    op.alter_column("t", "a", new_column_name="b")`,
    ],
    [
      "a column that is looked for, and comes with its key",
      `columns = [c["name"] for c in sa.inspect(op.get_bind()).get_columns("t")]\nif "a" not in columns:\n    op.add_column("t", sa.Column("a", sa.Integer()))\n    op.create_foreign_key("fk", "t", "u", ["a"], ["id"])`,
    ],
    [
      "a helper of the project",
      `from project.checks import constraint_exists\nif not constraint_exists("t", "ck"):\n    op.create_check_constraint("ck", "t", "a > 0")`,
    ],
    [
      "a DO block",
      `op.execute("DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0); EXCEPTION WHEN duplicate_object THEN NULL; END $$")`,
    ],
    [
      "a DO block that looks",
      `op.execute("""DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'ck') THEN
    ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0);
  END IF;
END $$""")`,
    ],
    [
      "any error is caught",
      `op.execute("DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT uq UNIQUE (a); EXCEPTION WHEN OTHERS THEN NULL; END $$")`,
    ],
    [
      "a savepoint",
      `try:\n    with op.get_bind().begin_nested():\n        op.create_primary_key("pk", "t", ["a"])\nexcept Exception:\n    pass`,
    ],
    [
      "dropped before",
      `op.execute("ALTER TABLE t DROP CONSTRAINT IF EXISTS ck")\nop.create_check_constraint("ck", "t", "a > 0")`,
    ],
    [
      "dropped before, by the names that PostgreSQL has chosen and will choose again",
      `op.drop_constraint("t_a_fkey", "t")\nop.drop_constraint("t_a_b_key", "t")\nop.create_foreign_key(None, "t", "u", ["a"], ["id"], ondelete="CASCADE")\nop.execute("ALTER TABLE t ADD UNIQUE (a, b)")`,
    ],
    [
      "dropped before, in one statement",
      `op.execute("ALTER TABLE t DROP CONSTRAINT IF EXISTS ck, ADD CONSTRAINT ck CHECK (a > 0)")`,
    ],
    [
      "renamed to and fro",
      `op.alter_column("t", "a", new_column_name="b")\nop.alter_column("t", "b", new_column_name="a")`,
    ],
    [
      "an ALTER COLUMN that may be repeated; a change of type has a rule of its own",
      `op.alter_column("t", "a", nullable=False, server_default="1")`,
    ],
    [
      "GRANT, COMMENT, ENABLE ROW LEVEL SECURITY",
      `op.execute("GRANT SELECT ON t TO r; COMMENT ON TABLE t IS 'x'; ALTER TABLE t ENABLE ROW LEVEL SECURITY")`,
    ],
    ["VALIDATE CONSTRAINT", `op.execute("ALTER TABLE t VALIDATE CONSTRAINT ck")`],
    ["DROP IDENTITY IF EXISTS", `op.execute("ALTER TABLE t ALTER COLUMN a DROP IDENTITY IF EXISTS")`],
    ["an enum type, which has a rule of its own", `sa.Enum("a", name="mood").create(op.get_bind(), checkfirst=True)`],
    [
      "a name that can't be known",
      `op.create_unique_constraint(NAME, "t", ["a"])\nop.execute(f"ALTER TABLE t ADD CONSTRAINT {NAME} CHECK (a > 0)")`,
    ],
    ["a table that can't be known", `op.create_unique_constraint("uq", TABLE, ["a"])`],
    [
      "a kind of object that is rare",
      `op.execute("CREATE USER MAPPING FOR u SERVER s")\nop.execute("CREATE TEXT SEARCH CONFIGURATION c (COPY = simple)")`,
    ],
  ])("%s", (_story, body) => checkCase(rule, { source: upgrade(body) }));

  test("of a table that is made in the same function: the finding is the table's", () =>
    checkCase(rule, {
      source: upgrade(`op.execute("CREATE TABLE t (a int)")\nop.create_unique_constraint("uq", "t", ["a"])`),
      beside: ["missing-if-not-exists"],
    }));
});

test("what has no name gets no DO block, which would catch an error that never comes", () =>
  checkCase(rule, {
    source: migration(`def upgrade():\n    op.execute("⟦ALTER TABLE t ADD UNIQUE⟧ (a)")\n`),
    settings: { guardStyle: "do-block" },
    fixed: null,
    unsafe: true,
  }));

describe("a naming convention makes the name of a check", () => {
  const conventional = inEnvironment({ namingConvention: true });
  const check = `op.create_check_constraint("seats_positive", "halls", "seats > 0", schema="venue")`;
  const drop = `op.drop_constraint("ck_halls_seats_positive", "halls", schema="venue", if_exists=True)`;
  const look = (name: string) =>
    `conn = op.get_bind()\n${behind("if not", "pg_constraint", constraint(name, "venue.halls"), check)}`;
  const withDowngrade = (body: string, ...drops: readonly string[]) =>
    `${upgrade(body)}\n\ndef downgrade():\n${drops.map((each) => `    ${each}\n`).join("")}`;
  const marked = (call: string) => call.replace(/^[\w.]+/, "⟦$&⟧");

  test("dropped by the made name and created anew by the plain one: a second run drops that again, so both may be repeated", () =>
    checkCase(rule, { source: upgrade(`${drop.replace(", if_exists=True", "")}\n${check}`) }));

  test("each of two whose names end alike is the one that was dropped", () =>
    checkCase(rule, {
      source: upgrade(`${drop.replace("ck_", "ck_halls_all_")}
${drop}
${check}
${check.replace("seats_", "all_halls_seats_")}`),
    }));

  test("one that was dropped from another table is another one", () =>
    checkCase(rule, { source: upgrade(`${drop.replace('"halls"', '"rows"')}\n${marked(check)}`) }));

  test("what is called so itself, by op.f or in SQL, is not the one that was dropped", () =>
    checkCase(rule, {
      source: upgrade(`${drop}
${marked(check.replace('"seats_positive"', 'op.f("seats_positive")'))}
${drop.replace("seats_", "rows_")}
op.execute("⟦ALTER TABLE venue.halls ADD CONSTRAINT rows_positive⟧ CHECK (rows > 0)")`),
    }));

  test("the look asks for the name by which the script drops it", () =>
    checkCase(rule, {
      context: conventional,
      source: withDowngrade(marked(check), drop),
      fixed: withDowngrade(look("ck_halls_seats_positive"), drop),
    }));

  test("the script drops two that may be it, or none: the look by the plain name is no safe one", async () => {
    const drops = [drop, drop.replace("ck_", "ck_halls_all_")];
    for (const [source, fixed] of [
      [withDowngrade(marked(check), ...drops), withDowngrade(look("seats_positive"), ...drops)],
      [upgrade(marked(check)), upgrade(look("seats_positive"))],
    ] as const) {
      await checkCase(rule, { context: conventional, source, fixed: null });
      await checkCase(rule, { context: conventional, source, fixed, unsafe: true });
    }
  });

  test("the name is written as it will be, or there is no convention: the look is safe", async () => {
    const call = check.replace('"seats_positive"', 'op.f("seats_positive")');
    const fixed = upgrade(look("seats_positive").replace(check, call));
    await checkCase(rule, { context: conventional, source: upgrade(marked(call)), fixed });
    await checkCase(rule, { source: upgrade(marked(check)), fixed: upgrade(look("seats_positive")) });
  });
});
