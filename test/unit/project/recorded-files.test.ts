import { beforeEach, expect, test } from "vitest";
import { RecordedFiles, stillHolds } from "../../../server/src/project/recorded-files.ts";
import { MemoryFiles } from "../../memory-files.ts";

let disk: MemoryFiles;
let files: RecordedFiles;

beforeEach(() => {
  disk = new MemoryFiles({ "/app/a.py": "a", "/app/alembic.ini": "[alembic]" });
  files = new RecordedFiles(disk);
});

/** Whether what was found out so far would be found out again. */
async function holds(): Promise<boolean> {
  const { recording } = files;
  return recording !== null && (await stillHolds(JSON.parse(JSON.stringify(recording)), disk));
}

test.each<readonly [string, () => unknown, () => void]>([
  ["a text", () => files.readText("/app/a.py"), () => disk.write("/app/a.py", "b")],
  ["a text that was not there", () => files.readText("/app/b.py"), () => disk.write("/app/b.py", "")],
  ["whether there is a file", () => files.isFile("/app/b.py"), () => disk.write("/app/b.py", "")],
  ["whether there is a folder", () => files.isDirectory("/app/b"), () => disk.write("/app/b/c.py", "")],
  ["a list", () => files.list("/app", /\.py$/), () => disk.write("/app/b.py", "")],
  ["a list of other names", () => files.list("/app", /\.INI$/i), () => disk.remove("/app/alembic.ini")],
  ["where a path leads", () => files.realPath("/app/a.py"), () => disk.remove("/app/a.py")],
])("%s counts", async (_, ask, change) => {
  ask();
  expect(await holds()).toBe(true);
  change();
  expect(await holds()).toBe(false);
});

test("what was not asked does not count", async () => {
  files.readText("/app/a.py");
  files.list("/app", /\.ini$/);
  disk.write("/app/b.py", "b");
  expect(await holds()).toBe(true);
});

test("nothing is known of files that changed meanwhile, not even where they change back", () => {
  files.readText("/app/a.py");
  disk.write("/app/a.py", "b");
  files.readText("/app/a.py");
  disk.write("/app/a.py", "a");
  files.readText("/app/a.py");
  expect(files.recording).toBeNull();
});
