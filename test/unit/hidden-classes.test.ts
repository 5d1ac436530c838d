import { expect, test } from "vitest";
import { recordRevision } from "../../server/src/history/revision-record.ts";
import { replay } from "../../server/src/history/schema/replay.ts";
import { Schema } from "../../server/src/history/schema/schema.ts";
import { indexedScript } from "../../server/src/project/indexing/indexed-script.ts";
import { scriptFromText, scriptText } from "../../server/src/project/indexing/script-text.ts";
import { engine } from "../engine.ts";
import { hiddenClasses } from "../v8-heap.ts";
import { migration } from "./project/indexing/sample-index.ts";

const { read } = await engine();

const MANY = 100;

const source = migration(
  "b",
  "a",
  Array.from(
    { length: MANY },
    (
      _,
      number,
    ) => `op.create_table("t${number}", sa.Column("a", sa.Integer(), primary_key=True), sa.Column("b", sa.Text()))
    op.create_index("i${number}", "t${number}", ["b"])
    op.execute("CREATE TYPE e${number} AS ENUM ('x')")`,
  ).join("\n    "),
);

function script() {
  const found = read(source, true);
  if (found === null) throw new Error("no migration");
  return found;
}

test("operations of a kind share V8's hidden classes", () => {
  const { operations } = script();
  expect(operations.length).toBeGreaterThanOrEqual(3 * MANY);
  expect(hiddenClasses(operations)).toBeLessThan(10);
});

test("what a schema knows of objects of a kind shares V8's hidden classes", () => {
  const record = recordRevision(script(), "/versions/b.py");
  if (record === null) throw new Error("no revision");
  const { state } = replay(Schema.empty, record.upgrade, record.node, { namingConvention: null });
  const tables = [...state.relations.values()].filter((relation) => "columnsWhole" in relation);
  expect(tables).toHaveLength(MANY);
  for (const facts of [
    [...state.names.values()],
    [...state.typeNames.values()],
    tables.flatMap(({ columns }) => [...columns.values()]),
    tables.flatMap(({ constraints }) => [...constraints.values()]),
  ]) {
    expect(facts.length).toBeGreaterThanOrEqual(MANY);
    expect(hiddenClasses(facts)).toBeLessThan(10);
  }
});

test("the records of scripts share V8's hidden classes", () => {
  const text = scriptText(indexedScript("/versions/b.py", { text: source, script: script(), modules: [] }));
  const records = Array.from({ length: MANY }, (_, number) => scriptFromText(text, `/versions/${number}.py`)?.record);
  expect(hiddenClasses(records.filter((record) => record != null))).toBeLessThan(10);
  expect(hiddenClasses(records.flatMap((record) => record?.node ?? []))).toBeLessThan(10);
});
