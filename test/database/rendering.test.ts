import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { Operation } from "../../server/src/migration/operation.ts";
import { engine } from "../engine.ts";
import { Driver } from "./driver.ts";
import { comparable } from "./render-comparison.ts";
import { batch, batchOperations, directives } from "./render-directives.ts";

const driver = new Driver();
afterAll(() => driver.stop());

function migration(body: string): string {
  return `from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "b"
down_revision = "a"


def upgrade():
${body.replaceAll(/^/gm, "    ")}
`;
}

async function operationsOf(source: string): Promise<readonly Operation[]> {
  const script = (await engine()).read(source, true);
  expect(script, source).not.toBeNull();
  return script?.operations ?? [];
}

/** The operations of what is called are those of the SQL that Alembic renders for it. */
async function agrees(body: string): Promise<void> {
  const source = migration(body);
  const { output, error } = await driver.run({ action: "render", source });
  expect(error, body).toBeNull();
  const rendered = migration(`op.get_bind().exec_driver_sql(${JSON.stringify(output)})`);
  const [ours, sql] = await Promise.all([operationsOf(source), operationsOf(rendered)]);
  expect(comparable(ours), `${body}\n\n${output}`).toEqual(comparable(sql));
}

async function holds(arbitrary: fc.Arbitrary<string>, numRuns: number): Promise<void> {
  await fc.assert(fc.asyncProperty(arbitrary, agrees), { numRuns });
}

describe("a directive is read as the SQL that Alembic renders for it", () => {
  test.each(Object.keys(directives))("%s", async (name) => {
    await holds(directives[name] ?? fc.constant(""), name === "create_table" ? 400 : 150);
  });

  test.each(Object.keys(batchOperations))("%s in a batch", async (name) => {
    const operation = batchOperations[name] ?? fc.constant("");
    await holds(
      operation.map((call) => `with op.batch_alter_table("t", schema="s") as batch_op:\n    ${call}`),
      60,
    );
  });

  test("several in a batch", async () => {
    await holds(batch, 60);
  });

  test("several in a script, which share their enum types", async () => {
    const { create_table: table = fc.constant("") } = directives;
    await holds(
      fc.array(table, { minLength: 2, maxLength: 3 }).map((calls) => calls.join("\n")),
      60,
    );
  });
});
