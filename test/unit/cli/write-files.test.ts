import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WriteError, writeFiles } from "../../../server/src/cli/write-files.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-write-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("a file that somebody else changes while it is being repaired", () => {
  it("stays as they have made it, and so do the files that go with it", () => {
    const mine = join(folder, "0002.py");
    const helper = join(folder, "helpers/enums.py");
    writeFileSync(mine, "theirs\n");
    const files = [
      { path: helper, content: "helper\n" },
      { path: mine, content: "repaired\n", previous: Buffer.from("as it was\n") },
    ];
    expect(() => writeFiles(files)).toThrow(WriteError);
    expect(() => writeFiles(files)).toThrow("can't be written: it has changed meanwhile");
    expect(readFileSync(mine, "utf8")).toBe("theirs\n");
    expect(readdirSync(folder)).toEqual(["0002.py"]);
  });

  it("is written where it is as it was", () => {
    const mine = join(folder, "0002.py");
    writeFileSync(mine, "as it was\n");
    writeFiles([{ path: mine, content: "repaired\n", previous: Buffer.from("as it was\n") }]);
    expect(readFileSync(mine, "utf8")).toBe("repaired\n");
  });
});
