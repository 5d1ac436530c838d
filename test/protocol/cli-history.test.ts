import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundle } from "./bundle.ts";
import { runCli } from "./run-cli.ts";

let folder: string;
let cache: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-history-"));
  cache = join(folder, "cache");
  write("alembic.ini", "[alembic]\nscript_location = migrations\n");
  write("migrations/env.py", "from alembic import context\n");
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string | Uint8Array): void {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
}

function revision(id: string, parent: string | null, body = "pass"): string {
  const follows = parent === null ? "None" : `"${parent}"`;
  return `from alembic import op\n\nrevision = "${id}"\ndown_revision = ${follows}\n\n\ndef upgrade() -> None:\n    ${body}\n`;
}

function writeRevision(id: string, parent: string | null, body?: string): void {
  write(`migrations/versions/${id}.py`, revision(id, parent, body));
}

function check(...args: readonly string[]) {
  const run = runCli(folder, ["check", "--output-format", "concise", ...args], "", {
    ALEMBIC_GUIDELINES_CACHE_DIR: cache,
  });
  const found = run.stdout
    .split("\n")
    .flatMap((line) => {
      const [, file, rule] = /^(?:migrations\/versions\/)?(.*?):\d+:\d+: \w+\[([\w-]+)\]/.exec(line) ?? [];
      return file === undefined ? [] : [`${file} ${rule}`];
    })
    .sort();
  return { ...run, found };
}

const addition = "op.execute(\"ALTER TYPE t ADD VALUE 'x'\")";

describe("start-after", () => {
  const settings = (value: string) => write("pyproject.toml", `[tool.alembic-guidelines]\nstart-after = ${value}\n`);

  beforeEach(() => {
    writeRevision("a1", null, addition);
    writeRevision("b2", "a1", addition);
    writeRevision("c3", "b2", addition);
    writeRevision("side", "a1", addition);
    writeRevision("end", "c3", "pass");
    write("migrations/versions/end.py", revision("end", "c3").replace('"c3"', '("c3", "side")'));
  });

  it("leaves the named revision and its ancestors alone", () => {
    settings('"b2"');
    expect(check().found).toEqual(["c3.py enum-add-without-helper", "side.py enum-add-without-helper"]);
    settings('["b2", "side"]');
    expect(check().found).toEqual(["c3.py enum-add-without-helper"]);
    settings('"end"');
    expect(check()).toMatchObject({ status: 0, found: [] });
  });

  it("is an error where no revision is meant, or more than one", () => {
    settings('"nowhere"');
    expect(check()).toMatchObject({
      status: 2,
      stdout: "",
      stderr: `error: ${join(folder, "pyproject.toml")}:2: start-after: no revision, or more than one, goes by "nowhere"\n`,
    });
  });

  it("may name revisions of several environments", () => {
    write("other/alembic.ini", "[alembic]\nscript_location = migrations\n");
    write("other/migrations/env.py", "from alembic import context\n");
    write("other/migrations/versions/x.py", revision("x", null, addition));
    settings('["b2", "x"]');
    const expected = ["c3.py enum-add-without-helper", "side.py enum-add-without-helper"];
    expect(check().found).toEqual(expected);
    expect(check("migrations").found).toEqual(expected);
    expect(check("other")).toMatchObject({ status: 0, found: [] });
  });
});

describe("histories that Alembic refuses", () => {
  it("of revisions that follow each other in a ring are said to be that", () => {
    for (const [id, parent] of [
      ["a", "c"],
      ["b", "a"],
      ["c", "b"],
      ["d", "c"],
    ] as const)
      writeRevision(id, parent, addition);
    const { status, found, stderr } = check();
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(found).toEqual([
      "a.py enum-add-without-helper",
      "a.py revision-cycle",
      "b.py enum-add-without-helper",
      "b.py revision-cycle",
      "c.py enum-add-without-helper",
      "c.py revision-cycle",
      "d.py enum-add-without-helper",
    ]);
  });

  it("with a thousand heads have a finding in each", () => {
    writeRevision("base", null);
    for (let index = 0; index < 1_000; index++) writeRevision(`head${index}`, "base");
    const { status, found } = check();
    expect(status).toBe(1);
    expect(found).toHaveLength(1_000);
    expect(new Set(found.map((each) => each.split(" ")[1]))).toEqual(new Set(["revision-multiple-heads"]));
  });

  it("with one id many times over have a finding in each of the scripts", () => {
    writeRevision("a", null);
    for (let index = 0; index < 50; index++) write(`migrations/versions/copy${index}.py`, revision("b", "a"));
    const { found } = check();
    expect(found.filter((each) => each.endsWith(" revision-duplicate"))).toHaveLength(50);
  });
});

describe("what lies among the revisions", () => {
  it("is passed over where it can't be read", () => {
    writeRevision("a", null);
    writeRevision("c", "b");
    mkdirSync(join(folder, "migrations/versions/folder.py"));
    symlinkSync("self.py", join(folder, "migrations/versions/self.py"));
    symlinkSync("..", join(folder, "migrations/versions/loop"));
    write(
      "migrations/versions/bytes.py",
      Uint8Array.from({ length: 999 }, (_, index) => (index * 151) % 256),
    );
    write("migrations/versions/broken.py", "revision = (\n");
    write("migrations/versions/b.py", revision("b", "a"));
    expect(check("migrations/versions/c.py")).toMatchObject({ status: 0, found: [], stderr: "" });
  });

  it("may be 50,000 other Python files", () => {
    for (let index = 0; index < 50_000; index++) {
      write(`migrations/versions/module${index}.py`, `def number():\n    return ${index}\n`);
    }
    writeRevision("a", null);
    writeRevision("b", "a", addition);
    expect(check("migrations/versions/b.py").found).toEqual(["b.py enum-add-without-helper"]);
  });
});

describe("the cache", () => {
  const kinds = () =>
    readdirSync(cache)
      .map((name) => extname(name))
      .sort();

  beforeEach(() => {
    writeRevision("r0", null);
    for (let index = 1; index < 400; index++) writeRevision(`r${index}`, `r${index - 1}`, addition);
    writeRevision("lost", "nowhere");
  });

  it("changes nothing that is found, whatever becomes of it", { timeout: 300_000 }, () => {
    const { found } = check("--no-cache");
    expect(found).toContain("lost.py revision-parent-missing");
    expect(found).toHaveLength(400);
    expect(() => readdirSync(cache)).toThrow("ENOENT");
    expect(check().found).toEqual(found);
    expect(kinds()).toEqual([".code", ".index", ".run"]);
    const contents = new Map(readdirSync(cache).map((name) => [join(cache, name), readFileSync(join(cache, name))]));
    expect(check().found).toEqual(found);
    const damages: readonly ((content: Buffer) => Buffer)[] = [
      (content) => content.subarray(0, content.length / 2),
      (content) => Buffer.concat([content.subarray(0, -1), Buffer.from("?")]),
      () => Buffer.from("[]"),
      () => Buffer.alloc(100, 255),
    ];
    for (const damage of damages) {
      for (const [path, content] of contents) writeFileSync(path, damage(content));
      expect(check().found).toEqual(found);
      for (const [path, content] of contents) {
        // V8 says the same thing in several ways.
        if (path.endsWith(".code")) expect(readFileSync(path)).not.toEqual(damage(content));
        else expect(readFileSync(path)).toEqual(content);
      }
    }
  });

  it("is shared by runs at the same time", async () => {
    const { stdout } = check("--no-cache");
    const env = { ...process.env, ALEMBIC_GUIDELINES_CACHE_DIR: cache };
    const runs = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const run = spawn(process.execPath, [bundle, "check", "--output-format", "concise"], { cwd: folder, env });
        const chunks: Buffer[] = [];
        run.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
        await once(run, "close");
        return Buffer.concat(chunks).toString();
      }),
    );
    expect(new Set(runs)).toEqual(new Set([stdout]));
    expect(kinds()).toEqual([".code", ".index", ".run"]);
    expect(check().stdout).toBe(stdout);
  });
});
