import { describe, expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { checkCase, findingsOf, upgradeOf, withHelper } from "../../rule-case.ts";

const rule = "column-type-not-checked";
const cents = `op.execute("ALTER TABLE t ALTER COLUMN price TYPE integer USING (price * 100)::integer")`;

/** What the fix puts before a statement. */
function check(type: string, column: string, table = "t", result = "result"): string[] {
  return [
    `${result} = conn.execute(sa.text("""`,
    `    SELECT format_type(atttypid, atttypmod) FROM pg_attribute`,
    `    WHERE attrelid = to_regclass('${table}')`,
    `    AND attname = '${column}'`,
    `""")).fetchone()`,
    `if ${result} and ${result}[0] != "${type}":`,
  ];
}

describe("a USING that computes", () => {
  test.each([
    ["arithmetic", "price * 100"],
    ["arithmetic in a cast", "(price * 100)::integer"],
    ["a concatenation", "'x' || price"],
    ["a conversion", "to_timestamp(price)"],
    ["cases", "CASE WHEN price = 1 THEN 2 ELSE price END"],
    ["a function of a schema", "app.convert(price)"],
  ])("%s", (_story, using) =>
    checkCase(rule, {
      severity: "warning",
      source: upgradeOf(`op.execute("⟦ALTER TABLE t ALTER COLUMN price TYPE integer USING ${using}⟧")`),
      fixed: null,
    }),
  );

  test("by a directive", () =>
    checkCase(rule, {
      severity: "warning",
      source: upgradeOf(`⟦op.alter_column⟧("t", "price", type_=sa.Integer(), postgresql_using="price * 100")`),
    }));
});

test("the message has the expression in one line, and says that it may fail: a text compared with true does", async () => {
  const source = upgradeOf(
    `op.execute("""ALTER TABLE t ALTER COLUMN seen TYPE text USING CASE seen WHEN true`,
    `            THEN 'on' ELSE 'off' END""")`,
  );
  const own = findingsOf(await engine(), source, { context: withHelper }).filter((finding) => finding.rule === rule);
  expect(own.map(({ message }) => message)).toEqual([
    "A second run changes column t.seen once more, or fails: CASE seen WHEN true THEN 'on' ELSE 'off' END is computed from what the first run has left. Check its type first.",
  ]);
});

describe("a change that does no harm", () => {
  test.each([
    ["no USING", ""],
    ["a cast", " USING price::integer"],
    ["a cast by way of another type", " USING price::text::integer"],
    ["blanks taken away", " USING trim(price)::integer"],
    ["a value for null", " USING coalesce(price, '0')::integer"],
    ["null for a value", " USING nullif(price, '')::integer"],
  ])("%s", (_story, using) =>
    checkCase(rule, {
      severity: "info",
      source: upgradeOf(`op.execute("⟦ALTER TABLE t ALTER COLUMN price TYPE integer${using}⟧")`),
    }),
  );
});

describe("the fix", () => {
  test("looks at the present type, as Pattern 4 does", () =>
    checkCase(rule, {
      unsafe: true,
      source: upgradeOf(cents.replace(/"(.*)"/, '"⟦$1⟧"')),
      fixed: upgradeOf(`conn = op.get_bind()`, ...check("integer", "price"), `    ${cents}`),
    }));

  test.each([
    ["sa.String(100)", "character varying(100)"],
    ["sa.Text()", "text"],
    ["sa.Numeric(10, 2)", "numeric(10,2)"],
    ["sa.DateTime(timezone=True)", "timestamp with time zone"],
    ["sa.BigInteger()", "bigint"],
  ])("writes %s as format_type does", (type, formatted) =>
    checkCase(rule, {
      unsafe: true,
      source: upgradeOf(`⟦op.alter_column⟧("t", "c", type_=${type}, schema="app")`),
      fixed: upgradeOf(
        `conn = op.get_bind()`,
        ...check(formatted, "c", "app.t"),
        `    op.alter_column("t", "c", type_=${type}, schema="app")`,
      ),
    }),
  );

  test("uses the connection that is there, and another name where `result` is taken", () =>
    checkCase(rule, {
      unsafe: true,
      source: upgradeOf(
        `bind = op.get_bind()`,
        `result = 1`,
        `⟦op.alter_column⟧("t", "c", type_=sa.Text())`,
        `print(result)`,
      ),
      fixed: upgradeOf(
        `bind = op.get_bind()`,
        `result = 1`,
        ...check("text", "c", "t", "present_type").map((line) => line.replace("conn.", "bind.")),
        `    op.alter_column("t", "c", type_=sa.Text())`,
        `print(result)`,
      ),
    }));

  test.each([
    ["the statement does other things too", `⟦op.alter_column⟧("t", "c", type_=sa.Text(), nullable=False)`],
    ["the type can't be known", `⟦op.alter_column⟧("t", "c", type_=Money())`],
    ["the table's name can't be known", `⟦op.alter_column⟧(table, "c", type_=sa.Text())`],
    ["the statement shares its line", `x = 1; ⟦op.alter_column⟧("t", "c", type_=sa.Text())`],
  ])("there is none where %s", (_story, line) =>
    checkCase(rule, { unsafe: true, source: upgradeOf(line), fixed: null }),
  );
});

describe("silent", () => {
  const look = `conn.execute(sa.text("SELECT data_type FROM information_schema.columns WHERE table_name = 't' AND column_name = 'price'"))`;
  test.each([
    [
      "the guideline's Pattern 4",
      `conn = op.get_bind()`,
      `result = ${look}.fetchone()`,
      `if result and result[0] != 'integer':`,
      `    ${cents}`,
    ],
    ["a type that is compared", `conn = op.get_bind()`, `if ${look}.scalar() != "integer":`, `    ${cents}`],
    ["an early return", `conn = op.get_bind()`, `if ${look}.scalar() == "integer":`, `    return`, cents],
    ["a column that is made here", `op.add_column("t", sa.Column("price", sa.Text()))`, cents],
    ["a table that is made here", `op.create_table("t", sa.Column("price", sa.Text()))`, cents],
    ["a column that got its name here", `op.alter_column("t", "cost", new_column_name="price")`, cents],
    [
      "an enum type that is made anew under its name: the column has the old one each time",
      `op.execute("ALTER TYPE mood RENAME TO mood_old")`,
      `sa.Enum("a", name="mood").create(op.get_bind(), checkfirst=True)`,
      `op.execute("ALTER TABLE t ALTER COLUMN mood TYPE mood USING mood::text::mood")`,
      `op.execute("DROP TYPE mood_old")`,
    ],
    ["another change of the column", `op.alter_column("t", "price", nullable=False, server_default="0")`],
  ])("%s", (_story, ...lines) =>
    checkCase(rule, {
      source: upgradeOf(...lines),
      beside: lines.some((line) => line.includes("op.add_column") || line.includes("op.create_table"))
        ? ["missing-if-not-exists"]
        : lines.some((line) => line.includes("new_column_name"))
          ? ["missing-existence-check"]
          : [],
    }),
  );

  test("a type that is created here is new to every column", () =>
    checkCase(rule, {
      source: upgradeOf(
        `op.execute("CREATE TYPE pair AS (a int)")`,
        `op.execute("ALTER TABLE t ALTER COLUMN c TYPE pair USING c::text::pair")`,
        `op.execute("CREATE TYPE sum AS (a int)")`,
        `op.execute("ALTER TABLE t ALTER COLUMN c TYPE sum USING row(c * 100)::sum")`,
      ),
      beside: ["missing-existence-check"],
    }));

  test("a type that is looked for first, as a fix of its creation writes it: what does no harm is not found for that", () =>
    checkCase(rule, {
      severity: "warning",
      source: upgradeOf(
        `sa.Enum("a", name="mood").create(op.get_bind(), checkfirst=True)`,
        `op.execute("ALTER TABLE t ALTER COLUMN d TYPE mood USING d::text::mood")`,
        `op.execute("⟦ALTER TABLE t ALTER COLUMN e TYPE mood USING CASE e WHEN 1 THEN 'a' END::mood⟧")`,
      ),
    }));

  test("a column that gets another name in the same call, or goes: a second run does not find it", () =>
    checkCase(rule, {
      beside: ["missing-existence-check", "missing-if-exists"],
      source: upgradeOf(
        `op.alter_column("t", "amount", new_column_name="usage", type_=sa.Numeric())`,
        `op.execute("ALTER TABLE t ALTER COLUMN old TYPE integer USING (old * 100)::integer")`,
        `op.drop_column("t", "old")`,
      ),
    }));

  test("a look that a column of the old name is there keeps a second run from it", () =>
    checkCase(rule, {
      source: upgradeOf(
        `columns = {each["name"] for each in sa.inspect(op.get_bind()).get_columns("t")}`,
        `if "amount" in columns:`,
        `    op.alter_column("t", "amount", new_column_name="usage", type_=sa.Numeric())`,
      ),
    }));

  test("a look at the column alone does not tell its type", () =>
    checkCase(rule, {
      severity: "warning",
      source: upgradeOf(
        `columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns("t")]`,
        `if "price" in columns:`,
        `    ${cents.replace(/"(.*)"/, '"⟦$1⟧"')}`,
      ),
    }));
});
