import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listPythonFiles } from "../../../server/src/project/migration-files.ts";

describe("what is left out of a search", () => {
  let root = "";
  const names = ["migrations/versions/a.py", "migrations/versions/old/b.py", "migrations/venv/c.py"];
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "migration-files-"));
    for (const name of names) {
      await mkdir(join(root, name, ".."), { recursive: true });
      await writeFile(join(root, name), "");
    }
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test.each(["**/old/**", "**/versions/old", "**/b*", "migrations/versions/old"])(
    "%s, wherever the search begins",
    async (pattern) => {
      for (const folder of ["", "migrations", "migrations/versions"])
        expect(await listPythonFiles(join(root, folder), [pattern], root)).toEqual([
          join(root, "migrations/versions/a.py"),
        ]);
    },
  );

  test("a folder that is named is searched, whatever it is called", async () =>
    expect(await listPythonFiles(join(root, "migrations/venv"), [], root)).toEqual([
      join(root, "migrations/venv/c.py"),
    ]));
});
