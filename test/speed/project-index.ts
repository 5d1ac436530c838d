import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { CacheFolder } from "../../server/src/project/cache-folder.ts";
import { RevisionIndexes } from "../../server/src/project/indexing/revision-indexes.ts";
import { ScriptCache } from "../../server/src/project/indexing/script-cache.ts";
import { ScriptReaders } from "../../server/src/project/indexing/script-readers.ts";
import { nodeFiles } from "../../server/src/project/node-files.ts";
import { Project } from "../../server/src/project/project.ts";
import { engine } from "../engine.ts";
import { revisionId, writeGeneratedProject } from "./generated-project.ts";
import { row, timed } from "./measure.ts";

const loaded = await engine();
const collect = globalThis.gc ?? (() => {});
// From out/speed, where this runs; `npm run bench` has built it.
const bundle = join(import.meta.dirname, "../../server/dist/main.cjs");
const otherThread = availableParallelism() < 2 ? null : new ScriptReaders(bundle, true);

/** Indexes a project. @param readers another thread that helps; null to do without. */
async function indexed(folder: string, cache: ScriptCache | null, readers: ScriptReaders | null) {
  const indexes = new RevisionIndexes(nodeFiles, loaded, cache, readers);
  const project = new Project(nodeFiles, null, indexes);
  const path = join(folder, "migrations", "versions", `${revisionId(0)}.py`);
  const environment = project.environment(path);
  if (environment === null) throw new Error("no environment was found");
  await indexes.refresh(project.indexSurroundings(environment, loaded));
  const index = indexes.of(environment);
  if (index === null) throw new Error("nothing was indexed");
  return { index, project };
}

/** Every text that the engine gives to PostgreSQL's parser when it reads the project's migrations. */
async function sqlTexts(folder: string): Promise<readonly string[]> {
  const texts: string[] = [];
  const { parsers } = loaded;
  const parse = parsers.postgres.parse;
  parsers.postgres.parse = (sql) => {
    texts.push(sql);
    return parse(sql);
  };
  await indexed(folder, null, null);
  parsers.postgres.parse = parse;
  return texts;
}

/** Reads the files and parses their Python and SQL, nothing more. */
function parseOnly(folder: string, sql: readonly string[]): void {
  const versions = join(folder, "migrations", "versions");
  for (const name of readdirSync(versions)) {
    loaded.parsers.python.parseOnly(readFileSync(join(versions, name), "utf8"));
  }
  for (const text of sql) loaded.parsers.postgres.parse(text);
}

console.log("Index of a project's migrations");
for (const count of [100, 1_000, 5_000, 10_000]) {
  const folder = writeGeneratedProject(count);
  const cacheFolder = mkdtempSync(join(tmpdir(), "alembic-guidelines-cache-"));
  const cache = new ScriptCache(new CacheFolder(cacheFolder, "benchmark"));
  const sql = await sqlTexts(folder);
  const bare = await timed(() => parseOnly(folder, sql));
  const alone = await timed(() => indexed(folder, null, null));
  const cold = await timed(() => indexed(folder, cache, otherThread));
  collect();
  const before = process.memoryUsage().heapUsed;
  let held: Awaited<ReturnType<typeof indexed>> | null = null;
  const warm = await timed(async () => {
    held = await indexed(folder, cache, otherThread);
  });
  const { index } = held ?? (await indexed(folder, cache, null));
  collect();
  const memory = (process.memoryUsage().heapUsed - before) / count;
  const [last] = index.graph.heads;
  const replay = await timed(() => (last === undefined ? null : index.after(last)));
  collect();
  const replayed = (process.memoryUsage().heapUsed - before) / count - memory;
  const edited = Math.floor(count / 2);
  const path = join(folder, "migrations", "versions", `${revisionId(edited)}.py`);
  const record = index.scripts.get(path)?.record ?? null;
  const edit = await timed(() => {
    index.set(path, { digest: "edited", modules: [], record: record === null ? null : { ...record, upgrade: [] } });
    if (last !== undefined) index.after(last);
  });
  const perMigration = (time: number) => `${((time * 1000) / count).toFixed(0)} µs`;
  console.log(
    row(
      `  ${count.toLocaleString("en")} migrations`,
      `cold ${(cold / bare).toFixed(2)} × their bare parse (one thread ${(alone / bare).toFixed(2)})`,
      `warm ${(warm / cold).toFixed(3)} × cold`,
      `replay of all ${(replay / bare).toFixed(2)} × parse`,
      `an edit in the middle ${(edit / replay).toFixed(2)} × replay`,
    ),
  );
  console.log(
    row(
      "    each",
      `bare ${perMigration(bare)}, cold ${perMigration(cold)}, warm ${perMigration(warm)}, replay ${perMigration(replay)}`,
      `index ${(memory / 1000).toFixed(1)} kB, replayed schemas ${(replayed / 1000).toFixed(1)} kB`,
    ),
  );
  rmSync(folder, { recursive: true });
  rmSync(cacheFolder, { recursive: true });
}
