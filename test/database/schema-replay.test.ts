import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { recordUpgrade } from "../../server/src/history/schema/recorded-operation.ts";
import { replay } from "../../server/src/history/schema/replay.ts";
import { Schema } from "../../server/src/history/schema/schema.ts";
import { schemaSql } from "../../server/src/history/schema/sql/schema-sql.ts";
import { engine } from "../engine.ts";
import { Database } from "./database.ts";
import { Driver } from "./driver.ts";
import { type GeneratedRevision, generatedProject, type Veil } from "./generated-project.ts";
import { createProject } from "./project.ts";
import { type CatalogEntry, catalogQuery, disagreements, unknownEntries, unlike } from "./schema-catalog.ts";
import { startCluster } from "./servers.ts";

const driver = new Driver();
let database: Database;

beforeAll(async () => {
  database = new Database(await startCluster(), driver);
});
afterAll(async () => {
  await driver.stop();
  await database.server.stop();
});
beforeEach(() => database.reset());

async function catalog(): Promise<readonly CatalogEntry[]> {
  const rows = await database.execute(catalogQuery);
  return rows.map(([kind, name, part, details]) => [String(kind), String(name), String(part), String(details)]);
}

/** The schema that is replayed after each revision, its ancestors in the order in which they are given. */
async function replayed(revisions: readonly GeneratedRevision[]): Promise<ReadonlyMap<string, Schema>> {
  const { read } = await engine();
  const schemas = new Map<string, Schema>();
  for (const revision of revisions) {
    const ancestors = ancestorsOf(revision.id, revisions);
    let schema = Schema.empty;
    for (const { id, source } of revisions) {
      if (!ancestors.has(id)) continue;
      const script = read(source, true);
      if (script === null) throw new Error("no migration");
      const path = `/${id}.py`;
      const place = { path, start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      const node = {
        path,
        id: { text: id, place },
        downRevisions: [],
        dependsOn: [],
        branchLabels: [],
        message: "",
        runsElsewhere: false,
      };
      schema = replay(schema, JSON.parse(JSON.stringify(recordUpgrade(script))), node, { namingConvention: false });
    }
    schemas.set(revision.id, schema);
  }
  return schemas;
}

function ancestorsOf(id: string, revisions: readonly GeneratedRevision[]): ReadonlySet<string> {
  const found = new Set([id]);
  for (const each of revisions.toReversed())
    if (found.has(each.id)) for (const parent of each.parents) found.add(parent);
  return found;
}

/** Carries out a project's revisions one after the other, and looks at the catalog after each. */
async function carriedOut(
  revisions: readonly GeneratedRevision[],
  look: (schema: Schema, catalog: readonly CatalogEntry[], revision: GeneratedRevision) => void,
): Promise<void> {
  const schemas = await replayed(revisions);
  const project = await createProject(driver, "migrations");
  let done: ReadonlySet<string> = new Set();
  for (const { id, source } of revisions) await project.write(`migrations/versions/${id}.py`, source);
  for (const revision of revisions) {
    const { id, source } = revision;
    const ancestors = ancestorsOf(id, revisions);
    if ([...done].some((each) => !ancestors.has(each))) await database.reset();
    const { url } = database.server;
    const { error } = await driver.run({ action: "upgrade", project: project.folder, url, revision: id });
    expect(error, source).toBeNull();
    done = ancestors;
    look(schemas.get(id) ?? Schema.unknown, await catalog(), revision);
  }
  await project.remove();
}

test.each(Array.from({ length: 32 }, (_, index) => index + 1))(
  "the replayed schema is that of PostgreSQL after each revision of project %i, and so is what it is printed as",
  async (seed) => {
    let last = Schema.empty;
    let there: readonly CatalogEntry[] = [];
    await carriedOut(generatedProject(seed), (schema, entries, { source }) => {
      expect({ wrong: disagreements(schema, entries), unknown: unknownEntries(schema, entries) }, source).toEqual({
        wrong: [],
        unknown: [],
      });
      [last, there] = [schema, entries];
    });
    const printed = schemaSql(last, (path) => path);
    await database.reset();
    await database.execute(printed);
    const remarks = printed.split("\n").filter((line) => line.startsWith("--"));
    expect(unlike(await catalog(), there, remarks), printed).toEqual([]);
  },
);

/** What a reader can't see through: texts that are only known when they are run, conditions that depend on anything. */
const veil: Veil = (lines, choices) => {
  const [only, ...others] = lines;
  const text = others.length === 0 ? only?.match(/^op\.execute\((".*")\)$/)?.[1] : undefined;
  const gate = `if ${choices.one(['hash("x") is not None', "len(op.get_context().opts) >= 0"])}:`;
  const never = `if ${choices.one(['hash("x") is None', "len(op.get_context().opts) < 0"])}:`;
  switch (choices.number(8)) {
    case 0: {
      if (text === undefined) return lines;
      const sql: unknown = JSON.parse(text);
      return [`op.execute(bytes.fromhex("${Buffer.from(String(sql)).toString("hex")}").decode())`];
    }
    case 1:
      return [gate, ...lines.map((line) => `    ${line}`)];
    case 2:
      return [never, ...lines.map((line) => `    ${line}`), ...lines];
    default:
      return lines;
  }
};

test.each(Array.from({ length: 10 }, (_, index) => 101 + index))(
  "of project %i, where much can't be known, what is said to be known is so",
  async (seed) => {
    await carriedOut(generatedProject(seed, veil), (schema, entries, { source }) => {
      expect(disagreements(schema, entries), source).toEqual([]);
    });
  },
);
