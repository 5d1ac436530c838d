import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { recordUpgrade } from "../../server/src/history/schema/recorded-operation.ts";
import { replay } from "../../server/src/history/schema/replay.ts";
import { Schema } from "../../server/src/history/schema/schema.ts";
import { engine } from "../engine.ts";
import { Database } from "./database.ts";
import { Driver } from "./driver.ts";
import { type GeneratedRevision, generatedProject } from "./generated-project.ts";
import { createProject } from "./project.ts";
import { type CatalogEntry, catalogQuery, disagreements, unknownEntries } from "./schema-catalog.ts";
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
      const node = { path, id: { text: id, place }, downRevisions: [], dependsOn: [], branchLabels: [], message: "" };
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

test.each(Array.from({ length: 32 }, (_, index) => index + 1))(
  "the replayed schema is that of PostgreSQL after each revision of project %i",
  async (seed) => {
    const revisions = generatedProject(seed);
    const schemas = await replayed(revisions);
    const project = await createProject(driver, "migrations");
    let done: ReadonlySet<string> = new Set();
    for (const { id, source } of revisions) await project.write(`migrations/versions/${id}.py`, source);
    for (const { id, source } of revisions) {
      const ancestors = ancestorsOf(id, revisions);
      if ([...done].some((each) => !ancestors.has(each))) {
        await database.reset();
      }
      const { error } = await driver.run({
        action: "upgrade",
        project: project.folder,
        url: database.server.url,
        revision: id,
      });
      expect(error, source).toBeNull();
      done = ancestors;
      const schema = schemas.get(id) ?? Schema.unknown;
      const there = await catalog();
      expect({ wrong: disagreements(schema, there), unknown: unknownEntries(schema, there) }, source).toEqual({
        wrong: [],
        unknown: [],
      });
    }
    await project.remove();
  },
);
