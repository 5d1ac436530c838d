import { describe, expect, test } from "vitest";
import { applyEdits } from "../../../server/src/migration/edit/text-edit.ts";
import { enumToCheck } from "../../../server/src/refactorings/enum-to-check.ts";
import { engine } from "../../engine.ts";
import { findingsOf } from "../../rule-case.ts";
import { enumMigrations, header } from "./enum-migrations.ts";

/** The text after the refactoring at `‸`; null where it is not offered. */
async function refactored(marked: string): Promise<string | null> {
  const offset = marked.indexOf("‸");
  const source = marked.replace("‸", "");
  const script = (await engine()).read(source, true);
  const refactoring = script === null ? null : enumToCheck(script, offset);
  return refactoring === null ? null : applyEdits(source, refactoring.edits);
}

describe.each(enumMigrations)("$story", ({ before, after }) => {
  test("becomes VARCHAR with a CHECK, in which nothing is found and nothing offered", async () => {
    const text = await refactored(before);
    expect(text).toBe(after);
    const script = (await engine()).read(after, true);
    expect(script?.module.damage).toEqual([]);
    expect(findingsOf(await engine(), after)).toEqual([]);
    const offsets = Array.from({ length: after.length }, (_, offset) => offset);
    expect(offsets.filter((offset) => script !== null && enumToCheck(script, offset) !== null)).toEqual([]);
  });

  test("is offered nowhere but on the enum", async () => {
    const source = before.replace("‸", "");
    const script = (await engine()).read(source, true);
    const offered = Array.from(source).findIndex(
      (_, offset) => script !== null && enumToCheck(script, offset) !== null,
    );
    expect(source.slice(offered)).toMatch(/^(?:(?:sa\.|postgresql\.)?(?:Enum|ENUM)\(|status_type\b|op\.execute\()/);
    expect(script === null ? null : enumToCheck(script, source.indexOf("def upgrade"))).toBeNull();
  });
});

const create = (type: string, more = "") => `${header}
def upgrade() -> None:
    op.create_table("orders", sa.Column("status", ${type}), if_not_exists=True)
${more}

def downgrade() -> None:
    op.drop_table("orders", if_exists=True)
`;

test("the length has room for values to come", async () => {
  for (const [label, length] of [
    ["a", 20],
    ["x".repeat(19), 20],
    ["x".repeat(20), 30],
    ["ä".repeat(29), 30],
    ["😀".repeat(19), 20],
  ] as const) {
    expect(await refactored(create(`sa.Enum("‸${label}", name="status")`))).toContain(`sa.String(length=${length})`);
  }
});

test("another enum beside it stays", async () => {
  const text = await refactored(
    create(`sa.Enum("a‸", name="status")), sa.Column("kind", sa.Enum("b", name="kind")`).replace(
      'op.drop_table("orders", if_exists=True)\n',
      '$&    sa.Enum(name="kind").drop(op.get_bind(), checkfirst=True)\n    sa.Enum(name="status").drop(op.get_bind(), checkfirst=True)\n',
    ),
  );
  expect(text).toContain(
    `sa.Column("status", sa.String(length=20)), sa.Column("kind", sa.Enum("b", name="kind")), sa.CheckConstraint("status IN ('a')", name=op.f("ck_orders_status"))`,
  );
  expect(text).toMatch(/sa\.Enum\(name="kind"\)\.drop\(op\.get_bind\(\), checkfirst=True\)\n$/);
});

test("values are quoted for SQL, for SQLAlchemy's text and for Python", async () => {
  const text = await refactored(create(`sa.Enum("it's", 'a "b"', "1:2", "50%", "a\\\\b", name="status")‸`));
  expect(text).toContain(
    `sa.CheckConstraint("status IN ('it''s', 'a \\"b\\"', '1\\\\:2', '50%', E'a\\\\\\\\b')", name=op.f("ck_orders_status"))`,
  );
});

test.each([
  ["values that can't be known", create(`sa.Enum(*VALUES, name="status‸")`)],
  ["values of an imported class", create("sa.Enum(Status‸)")],
  ["values that a function gives", create(`sa.Enum(Status, values_callable=f, name="status‸")`)],
  ["no name", create(`sa.Enum("a‸")`)],
  ["an array of it", create(`postgresql.ARRAY(sa.Enum("a‸", name="status"))`)],
  ["no native type", create(`sa.Enum("a‸", name="status", native_enum=False)`)],
  ["another type", create("sa.String(length=2‸0)")],
  ["another place", create(`sa.Enum("a", name="status")`, "    ‸x = 1\n")],
  [
    "a second column of the type",
    create(
      `sa.Enum("a‸", name="status")`,
      '    op.add_column("t", sa.Column("s", sa.Enum("a", name="status")), if_not_exists=True)\n',
    ),
  ],
  [
    "a value that is added",
    create(`sa.Enum("a‸", name="status")`, `    op.execute("ALTER TYPE status ADD VALUE 'b'")\n`),
  ],
  ["a cast", create(`sa.Enum("a‸", name="status")`, `    op.execute("UPDATE orders SET status = 'a'::status")\n`)],
  ["something unknown", create(`sa.Enum("a‸", name="status")`, "    op.execute(statements())\n")],
  ["a default that is a cast", create(`sa.Enum("a‸", name="status"), server_default=sa.text("'a'::status")`)],
  ["a name too long for PostgreSQL", create(`sa.Enum("a‸", name="status")`).replaceAll("orders", "o".repeat(55))],
  [
    "a batch",
    create(
      "sa.String()",
      `    with op.batch_alter_table("t") as b:\n        b.add_column(sa.Column("s", sa.Enum("a‸", name="s")))\n`,
    ),
  ],
  ["a loop", create(`sa.Enum("a‸", name="status")`).replace("    op.create", "    for x in (1,):\n        op.create")],
])("not offered for %s", async (_, source) => {
  expect(source).toContain("‸");
  expect(await refactored(source)).toBeNull();
});
