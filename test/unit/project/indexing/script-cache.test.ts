import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CacheFolder } from "../../../../server/src/project/cache-folder.ts";
import { ScriptCache } from "../../../../server/src/project/indexing/script-cache.ts";
import { migration, SampleIndex, versions } from "./sample-index.ts";

const chain = {
  "a.py": migration("a", null, "op.execute('CREATE TABLE t (id int)')"),
  "b.py": migration("b", "a"),
  "notes.py": "print('no migration')\n",
};
const environment = { id: "/app/migrations", folder: "/app/migrations" };

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-cache-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function cacheOf(build: string): ScriptCache {
  return new ScriptCache(new CacheFolder(folder, build));
}

/** The ids that a new index reads itself, with what is in the cache; and that it knows the same afterwards. */
async function readWith(cache: ScriptCache, scripts: Readonly<Record<string, string>> = chain) {
  const sample = new SampleIndex(scripts, cache);
  const { read } = await sample.refresh();
  const fresh = new SampleIndex(scripts);
  await fresh.refresh();
  expect([...sample.index.scripts].sort()).toEqual([...fresh.index.scripts].sort());
  return read.map((id) => (id.startsWith("print") ? "notes" : id));
}

/** The one file of the cache. */
function cacheFile(): string {
  const names = readdirSync(folder);
  expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{40}\.index$/)]);
  return join(folder, names[0] ?? "");
}

test("what has been read once is not read again", async () => {
  const cache = cacheOf("build");
  expect(await readWith(cache)).toEqual(["a", "b", "notes"]);
  expect(await readWith(cache)).toEqual([]);
});

test("only the script that has changed is read, and kept from then on", async () => {
  const cache = cacheOf("build");
  await readWith(cache);
  const changed = { ...chain, "b.py": migration("b", "a", "op.drop_table('t')") };
  expect(await readWith(cache, changed)).toEqual(["b"]);
  expect(await readWith(cache, changed)).toEqual([]);
});

test("a script that is gone is forgotten", async () => {
  const cache = cacheOf("build");
  await readWith(cache);
  await readWith(cache, { "a.py": chain["a.py"] });
  expect([...cache.load(environment).keys()]).toEqual([`${versions}/a.py`]);
});

test("the cache can be carried to another place with its project", async () => {
  const cache = cacheOf("build");
  await readWith(cache);
  expect(readFileSync(cacheFile(), "utf8")).not.toContain("/app/");
});

test("another build's cache counts as none, and is replaced", async () => {
  await readWith(cacheOf("old build"));
  expect(await readWith(cacheOf("new build"))).toEqual(["a", "b", "notes"]);
  expect(await readWith(cacheOf("new build"))).toEqual([]);
});

describe("a damaged cache counts as none, and is replaced", () => {
  const damages: readonly (readonly [string, (content: Buffer) => Buffer])[] = [
    ["empty", () => Buffer.alloc(0)],
    ["cut off", (content) => content.subarray(0, content.length - 1)],
    ["cut off after its first line", (content) => content.subarray(0, content.indexOf("\n") + 1)],
    ["with another digit in it", (content) => Buffer.from(content.toString().replace('"b"', '"c"'))],
    ["of random bytes", () => Buffer.from(Array.from({ length: 999 }, (_, index) => (index * 151) % 256))],
    ["of JSON that is none of ours", () => Buffer.from('build\n\n[{"a": 1}]')],
  ];
  test.each(damages)("%s", async (_name, damage) => {
    const cache = cacheOf("build");
    await readWith(cache);
    writeFileSync(cacheFile(), damage(readFileSync(cacheFile())));
    expect(await readWith(cache)).toEqual(["a", "b", "notes"]);
    expect(await readWith(cache)).toEqual([]);
  });
});

test("where the cache can't be written, everything goes on without", async () => {
  const blocked = join(folder, "file");
  writeFileSync(blocked, "");
  expect(await readWith(new ScriptCache(new CacheFolder(join(blocked, "cache"), "build")))).toEqual([
    "a",
    "b",
    "notes",
  ]);
  rmSync(blocked);
  const cache = cacheOf("build");
  await readWith(cache);
  const file = cacheFile();
  rmSync(file);
  mkdirSync(file);
  expect(await readWith(cache)).toEqual(["a", "b", "notes"]);
  expect(readdirSync(folder)).toHaveLength(1);
});
