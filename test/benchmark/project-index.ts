import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RevisionIndexes } from "../../server/src/project/indexing/revision-indexes.ts";
import { ScriptCache } from "../../server/src/project/indexing/script-cache.ts";
import { nodeFiles } from "../../server/src/project/node-files.ts";
import { Project } from "../../server/src/project/project.ts";
import { engine } from "../engine.ts";
import { generatedMigration, revisionId, writeGeneratedProject } from "./generated-project.ts";
import { row, timed } from "./measure.ts";

const loaded = await engine();
const collect = globalThis.gc ?? (() => {});

/** Indexes a project in this thread alone. */
async function indexed(folder: string, cache: ScriptCache) {
  const indexes = new RevisionIndexes(nodeFiles, loaded, cache, null);
  const project = new Project(nodeFiles, null, indexes);
  const path = join(folder, "migrations", "versions", `${revisionId(0)}.py`);
  const environment = project.environment(path);
  if (environment === null) throw new Error("no environment was found");
  await indexes.refresh(project.indexSurroundings(environment, loaded));
  const index = indexes.of(environment);
  if (index === null) throw new Error("nothing was indexed");
  return { index, project };
}

/** Reads the files and parses their Python and SQL. */
function parseOnly(folder: string): void {
  const versions = join(folder, "migrations", "versions");
  for (const name of readdirSync(versions)) {
    const source = readFileSync(join(versions, name), "utf8");
    loaded.parsers.python.parseOnly(source);
    for (const [, sql = ""] of source.matchAll(/"((?:UPDATE|ALTER)[^"]*)"|"""\s*(CREATE[^"]*)"""/g)) {
      loaded.parsers.postgres.parse(sql);
    }
  }
}

console.log("Index of a project's migrations, in one thread");
for (const count of [100, 1_000, 5_000, 10_000]) {
  const folder = writeGeneratedProject(count);
  const cacheFolder = mkdtempSync(join(tmpdir(), "alembic-guidelines-cache-"));
  const cache = new ScriptCache(cacheFolder, "benchmark");
  parseOnly(folder);
  const bare = await timed(() => parseOnly(folder));
  const cold = await timed(() => indexed(folder, cache));
  collect();
  const before = process.memoryUsage().heapUsed;
  let held: Awaited<ReturnType<typeof indexed>> | null = null;
  const warm = await timed(async () => {
    held = await indexed(folder, cache);
  });
  const { index } = held ?? (await indexed(folder, cache));
  const [last] = index.graph.heads;
  const replay = await timed(() => (last === undefined ? null : index.after(last)));
  collect();
  const memory = (process.memoryUsage().heapUsed - before) / count;
  const path = join(folder, "migrations", "versions", `${revisionId(Math.floor(count / 2))}.py`);
  const edited = loaded.read(generatedMigration(Math.floor(count / 2)).replace("note", "remark"), true);
  const edit = await timed(() => {
    if (edited === null) return;
    index.set(path, { digest: "edited", modules: [], record: null });
    index.graph.heads.map((head) => index.after(head));
  });
  console.log(
    row(
      `  ${count.toLocaleString("en")} migrations`,
      `cold ${(cold / bare).toFixed(2)} × their bare parse`,
      `warm ${(warm / cold).toFixed(3)} × cold`,
      `replay of all ${(replay / bare).toFixed(3)} × parse`,
      `an edit in the middle ${(edit / cold).toFixed(4)} × cold`,
      `cold ${((cold * 1000) / count).toFixed(0)} µs and ${(memory / 1000).toFixed(1)} kB each`,
    ),
  );
  rmSync(folder, { recursive: true });
  rmSync(cacheFolder, { recursive: true });
}
