import { describe, test } from "vitest";
import { checkCase, upgradeOf } from "../../rule-case.ts";

const rule = "using-missing";

/** The revision before, which creates the table. */
function earlier(...lines: readonly string[]): Readonly<Record<string, string>> {
  const body = lines.map((line) => `    ${line}\n`).join("");
  return {
    "a.py": `from alembic import op\nimport sqlalchemy as sa\n\nrevision = "a"\ndown_revision = None\n\n\ndef upgrade():\n${body}`,
  };
}

describe("a type change without USING", () => {
  const mended: readonly [story: string, before: readonly string[], after: readonly string[]][] = [
    [
      "text to a number, by existing_type",
      ["⟦op.alter_column⟧('t', 'a', existing_type=sa.Text(), type_=sa.Integer())"],
      ["op.alter_column('t', 'a', existing_type=sa.Text(), type_=sa.Integer(), postgresql_using='a::integer')"],
    ],
    [
      "a keyword a line, and a trailing comma",
      ["⟦op.alter_column⟧(", '    "t",', '    "a",', "    existing_type=sa.VARCHAR(),", "    type_=sa.Date(),", ")"],
      [
        "op.alter_column(",
        '    "t",',
        '    "a",',
        "    existing_type=sa.VARCHAR(),",
        "    type_=sa.Date(),",
        '    postgresql_using="a::date",',
        ")",
      ],
    ],
    [
      "a name and a type of several words",
      ["⟦op.alter_column⟧('t', 'Order', existing_type=sa.Text(), type_=sa.DateTime(timezone=True))"],
      [
        `op.alter_column('t', 'Order', existing_type=sa.Text(), type_=sa.DateTime(timezone=True), postgresql_using='"Order"::timestamp with time zone')`,
      ],
    ],
    [
      "with modifiers",
      ["⟦op.alter_column⟧('t', 'a', existing_type=sa.Text(), type_=sa.Numeric(10, 2))"],
      [
        "op.alter_column('t', 'a', existing_type=sa.Text(), type_=sa.Numeric(10, 2), postgresql_using='a::numeric(10,2)')",
      ],
    ],
    [
      "in a batch",
      [
        "with op.batch_alter_table('t', schema=None) as batch_op:",
        "    ⟦batch_op.alter_column⟧('a', existing_type=sa.Integer(), type_=sa.Boolean(), existing_nullable=True)",
      ],
      [
        "with op.batch_alter_table('t', schema=None) as batch_op:",
        "    batch_op.alter_column('a', existing_type=sa.Integer(), type_=sa.Boolean(), existing_nullable=True, postgresql_using='a::boolean')",
      ],
    ],
    [
      "text to an enum",
      ["⟦op.alter_column⟧('t', 'a', existing_type=sa.Text(), type_=sa.Enum('x', name='Mood'))"],
      [
        `op.alter_column('t', 'a', existing_type=sa.Text(), type_=sa.Enum('x', name='Mood'), postgresql_using='a::"Mood"')`,
      ],
    ],
    [
      "an enum to another",
      ["⟦op.alter_column⟧('t', 'a', existing_type=sa.Enum('x', name='old'), type_=sa.Enum('x', name='new'))"],
      [
        "op.alter_column('t', 'a', existing_type=sa.Enum('x', name='old'), type_=sa.Enum('x', name='new'), postgresql_using='a::text::new')",
      ],
    ],
    [
      "SQL, by what the function says of the column before",
      [
        'op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS a text")',
        'op.execute("⟦ALTER TABLE t ALTER COLUMN a TYPE integer⟧")',
      ],
      [
        'op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS a text")',
        'op.execute("ALTER TABLE t ALTER COLUMN a TYPE integer USING a::integer")',
      ],
    ],
    [
      "one of several commands, with a comment and a type in parentheses",
      [
        'op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS a text")',
        'op.execute("""',
        "    ⟦ALTER TABLE t",
        "        ALTER a SET DATA TYPE numeric(10, 2), -- money",
        "        ALTER b SET NOT NULL⟧",
        '""")',
      ],
      [
        'op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS a text")',
        'op.execute("""',
        "    ALTER TABLE t",
        "        ALTER a SET DATA TYPE numeric(10, 2) USING a::numeric(10,2), -- money",
        "        ALTER b SET NOT NULL",
        '""")',
      ],
    ],
  ];
  test.each(mended)("%s", (_story, before, after) =>
    checkCase(rule, {
      severity: "error",
      unsafe: true,
      source: upgradeOf(...before),
      fixed: upgradeOf(...after),
    }),
  );

  const unmended: readonly [story: string, ...lines: string[]][] = [
    ["no cast leads there", "⟦op.alter_column⟧('t', 'a', existing_type=sa.Integer(), type_=sa.DateTime())"],
    ["one value to a list", "⟦op.alter_column⟧('t', 'a', existing_type=sa.Integer(), type_=sa.ARRAY(sa.Integer()))"],
    ["a text to a list", "⟦op.alter_column⟧('t', 'a', existing_type=sa.Text(), type_=sa.ARRAY(sa.Integer()))"],
    ["a number to an enum", "⟦op.alter_column⟧('t', 'a', existing_type=sa.Integer(), type_=sa.Enum('x', name='e'))"],
    [
      "in a loop over columns",
      "for name in ['a', 'b']:",
      "    ⟦op.alter_column⟧('t', name, existing_type=sa.Text(), type_=sa.Integer())",
    ],
    [
      "a name that needs quotes, in SQL",
      `op.execute('ALTER TABLE t ADD COLUMN IF NOT EXISTS "A" text')`,
      `op.execute('⟦ALTER TABLE t ALTER COLUMN "A" TYPE integer⟧')`,
    ],
  ];
  test.each(unmended)("no fix: %s", (_story, ...lines) =>
    checkCase(rule, { source: upgradeOf(...lines), fixed: null, unsafe: true }),
  );

  test("by the history, which knows the enum types too", () =>
    checkCase(rule, {
      others: earlier(
        "op.execute(\"CREATE TYPE mood AS ENUM ('x')\")",
        "op.execute('CREATE TABLE t (a text, m mood)')",
      ),
      unsafe: true,
      source: upgradeOf(
        'op.execute("⟦ALTER TABLE t ALTER a TYPE mood⟧")',
        'op.execute("⟦ALTER TABLE t ALTER m TYPE integer⟧")',
      ),
      fixed: upgradeOf(
        'op.execute("ALTER TABLE t ALTER a TYPE mood USING a::mood")',
        'op.execute("ALTER TABLE t ALTER m TYPE integer")',
      ),
      remaining: [rule],
    }));

  test("silent: the function has done since what can't be read", () =>
    checkCase(rule, {
      source: upgradeOf(
        'op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS a text")',
        "op.execute(SQL)",
        'op.execute("ALTER TABLE t ALTER a TYPE integer")',
      ),
      beside: ["sql-not-analyzed"],
    }));

  test("silent: existing_type says that it is another type than the history has it", () =>
    checkCase(rule, {
      others: earlier("op.execute('CREATE TABLE t (a text)')"),
      source: upgradeOf("op.alter_column('t', 'a', existing_type=sa.Integer(), type_=sa.BigInteger())"),
    }));

  test("silent: the history says that it is another type than existing_type has it", () =>
    checkCase(rule, {
      others: earlier("op.execute('CREATE TABLE t (a integer)')"),
      source: upgradeOf("op.alter_column('t', 'a', existing_type=sa.Text(), type_=sa.BigInteger())"),
    }));

  const silent: readonly [story: string, ...lines: string[]][] = [
    [
      "USING is there",
      "op.alter_column('t', 'a', existing_type=sa.Text(), type_=sa.Integer(), postgresql_using='a::int')",
    ],
    [
      "USING that is not known",
      "op.alter_column('t', 'a', existing_type=sa.Text(), type_=sa.Integer(), postgresql_using=U)",
    ],
    ["a longer text", "op.alter_column('t', 'a', existing_type=sa.String(50), type_=sa.String(100))"],
    ["a greater number", "op.alter_column('t', 'a', existing_type=sa.Integer(), type_=sa.BigInteger())"],
    ["a smaller one", "op.alter_column('t', 'a', existing_type=sa.Numeric(), type_=sa.Integer())"],
    ["a number to text", "op.alter_column('t', 'a', existing_type=sa.Integer(), type_=sa.Text())"],
    ["an enum to text", "op.alter_column('t', 'a', existing_type=sa.Enum('x', name='e'), type_=sa.String())"],
    ["an array to text", "op.alter_column('t', 'a', existing_type=sa.ARRAY(sa.Integer()), type_=sa.Text())"],
    [
      "arrays whose elements cast",
      "op.alter_column('t', 'a', existing_type=sa.ARRAY(sa.Integer()), type_=sa.ARRAY(sa.Text()))",
    ],
    ["a time zone", "op.alter_column('t', 'a', existing_type=sa.DateTime(), type_=sa.DateTime(timezone=True))"],
    [
      "an enum that is none of the database's",
      "op.alter_column('t', 'a', existing_type=sa.Text(), type_=sa.Enum('x', name='e', native_enum=False))",
    ],
    [
      "the same enum with other labels",
      "op.alter_column('t', 'a', existing_type=sa.Enum('x', name='e'), type_=sa.Enum('y', name='e'))",
    ],
    [
      "a type of another database before",
      "op.alter_column('t', 'a', existing_type=mysql.TINYINT(), type_=sa.Boolean())",
    ],
    ["the old type is not known", "op.alter_column('t', 'a', type_=sa.Integer())"],
    ["the old type is not known, in SQL", 'op.execute("ALTER TABLE t ALTER a TYPE integer")'],
    ["a type of the project's", "op.alter_column('t', 'a', existing_type=sa.Text(), type_=GUID())"],
    [
      "a domain, or an extension's type",
      'op.execute("CREATE TABLE u (a text)")',
      'op.execute("ALTER TABLE u ALTER a TYPE amount")',
    ],
    ["no change of the type", "op.alter_column('t', 'a', existing_type=sa.Text(), nullable=False)"],
    [
      "another column of that name",
      'op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS a text")',
      'op.execute("ALTER TABLE u ALTER COLUMN a TYPE integer")',
    ],
    [
      "the type has got another name",
      'op.execute("ALTER TYPE old RENAME TO new")',
      "op.alter_column('t', 'a', existing_type=sa.Enum('x', name='old'), type_=sa.Enum('x', name='new'))",
    ],
    [
      "caught in a DO block",
      'op.execute("CREATE TABLE u (a text)")',
      'op.execute("DO $$ BEGIN ALTER TABLE u ALTER a TYPE integer; EXCEPTION WHEN datatype_mismatch THEN NULL; END $$")',
    ],
    [
      "another database",
      "if op.get_bind().dialect.name == 'mysql':",
      "    op.alter_column('t', 'a', existing_type=sa.Text(), type_=sa.Integer())",
    ],
  ];
  test.each(silent)("silent: %s", (_story, ...lines) => checkCase(rule, { source: upgradeOf(...lines) }));
});
