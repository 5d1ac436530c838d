import { expect, test } from "vitest";
import { lint } from "../../../server/src/lint.ts";
import { applyEdits } from "../../../server/src/migration/edit/text-edit.ts";
import type { Finding } from "../../../server/src/rules/finding.ts";
import { defaultSettings } from "../../../server/src/settings.ts";
import { engine } from "../../engine.ts";
import { migration, plainEnvironment, withHelper } from "../../rule-case.ts";

const helpers = `from alembic import op


def clean(table):
    op.execute("SELECT 1")
    op.execute(f"VACUUM {table}")


def drop(table):
    op.drop_table(table)


def vacuum(table):
    op.execute(f"VACUUM {table}")


def clean_outside(table):
    with op.get_context().autocommit_block():
        op.execute(f"VACUUM {table}")


def commit_now():
    op.execute("COMMIT")
`;

/** Lints an `upgrade` with these lines, in a project that has the helpers. */
async function check(...lines: readonly string[]): Promise<{ source: string; findings: readonly Finding[] }> {
  const body = `def upgrade():\n${lines.map((line) => `    ${line}\n`).join("")}`;
  const source = migration(body, "from project.helpers import clean, clean_outside, commit_now, drop, vacuum");
  const script = (await engine()).read(source, true, (name) => (name === "project.helpers" ? helpers : null));
  if (script === null) throw new Error("no migration");
  const { findings, failures } = lint(script, defaultSettings, {
    ...withHelper,
    environment: plainEnvironment,
    versions: { alembic: "1.16.0", sqlalchemy: "2.0.40" },
  });
  expect(failures).toEqual([]);
  return { source, findings };
}

/** What is found, each by rule, place, and whether there is a fix. */
async function found(...lines: readonly string[]): Promise<readonly string[]> {
  const { source, findings } = await check(...lines);
  return findings.map(({ rule, start, end, fix }) => `${rule} ${source.slice(start, end)} ${fix !== null}`);
}

test("a function of another module that fails in the transaction is reported where it is called, without a fix", async () => {
  expect(await found(`clean("t")`)).toEqual([`concurrently-in-transaction clean("t") false`]);
  expect(await found("with op.get_context().autocommit_block():", `    clean("t")`)).toEqual([]);
});

test("what a function of another module drops is found where it is called, without a fix", async () => {
  expect(await found(`drop("t")`, `drop("u")`)).toEqual([
    `missing-if-exists drop("t") false`,
    `missing-if-exists drop("u") false`,
  ]);
});

test("a function of another module that opens a block commits what came before", async () => {
  expect(await found(`op.drop_table("x")`, `clean_outside("t")`)).toEqual([
    `missing-if-exists op.drop_table true`,
    `autocommit-after-changes clean_outside("t") false`,
  ]);
  expect(await found(`clean_outside("t")`, `op.drop_table("x")`)).toEqual([`missing-if-exists op.drop_table true`]);
});

test("a neighbour that leads to another module is not taken into the block", async () => {
  const { source, findings } = await check(`op.execute("VACUUM a")`, `vacuum("t")`);
  expect(findings.map(({ fix }) => fix !== null)).toEqual([true, false]);
  expect(applyEdits(source, findings[0]?.fix?.edits ?? [])).toContain(
    `block():\n        op.execute("VACUUM a")\n    vacuum("t")\n`,
  );
});

test("a COMMIT in another module's function is reported where it is called, without a fix", async () => {
  expect(await found("commit_now()", `op.execute("VACUUM t")`)).toEqual([
    "manual-transaction-control commit_now() false",
  ]);
});
