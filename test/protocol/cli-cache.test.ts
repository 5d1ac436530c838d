import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bundle } from "./bundle.ts";
import { ChangingProject, ingredients } from "./changing-project.ts";
import type { CliRun } from "./run-cli.ts";

/** Copies of the product: one of the same build with no engine to load, and those that say something else, of the same build and of another. */
const copies = mkdtempSync(join(tmpdir(), "alembic-guidelines-copies-"));
const [whole, engineless] = [copyOf("whole"), copyOf("engineless")];
const [unnamed, otherBuild] = [copyOf("unnamed"), copyOf("other-build")];

/** A copy of the product; all lie where there are no pages of rules, to which each would have its own links. */
function copyOf(name: string): string {
  cpSync(dirname(bundle), join(copies, name), { recursive: true });
  return join(copies, name, "main.cjs");
}

beforeAll(() => {
  for (const name of readdirSync(dirname(engineless))) {
    if (name.endsWith(".wasm")) rmSync(join(dirname(engineless), name));
  }
  rewrite(unnamed, "Check first whether it is there", "Look first whether it is there");
  rewrite(otherBuild, "Check first whether it is there", "Look first whether it is there");
  rewrite(otherBuild, /\b(\d+\.\d+\.\d+-)[0-9a-f]{16}\b/g, "$10123456789abcdef");
});

/** Rewrites the text of a copy. */
function rewrite(copy: string, from: string | RegExp, to: string): void {
  let isChanged = false;
  for (const name of readdirSync(dirname(copy)).filter((each) => each.endsWith(".cjs"))) {
    const path = join(dirname(copy), name);
    const text = readFileSync(path, "utf8");
    const changed = text.replaceAll(from, to);
    isChanged ||= changed !== text;
    writeFileSync(path, changed);
  }
  expect(isChanged).toBe(true);
}

afterAll(() => rmSync(copies, { recursive: true }));

let project: ChangingProject;
let cache: string;

beforeEach(() => {
  project = new ChangingProject();
  cache = mkdtempSync(join(tmpdir(), "alembic-guidelines-cache-"));
});

afterEach(() => {
  project.remove();
  rmSync(cache, { recursive: true });
});

/** Runs a check of the project. @param program the copy that runs. */
async function run(
  args: readonly string[] = [],
  program = whole,
  variables: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  const { FORCE_COLOR: _, NO_COLOR: __, VIRTUAL_ENV: ___, ...inherited } = process.env;
  const env = { ...inherited, ALEMBIC_GUIDELINES_CACHE_DIR: cache, ...variables };
  const child = spawn(process.execPath, [program, "check", "--output-format", "json", ...args], {
    cwd: project.folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const read = async (stream: NodeJS.ReadableStream) => {
    stream.setEncoding("utf8");
    let text = "";
    for await (const chunk of stream) text += chunk;
    return text;
  };
  const [stdout, stderr, [status]] = await Promise.all([
    read(child.stdout),
    read(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { status, stdout, stderr };
}

/** Runs with the cache, and expects the outcome to be what it is without. */
async function runBoth(args: readonly string[] = [], variables: Readonly<Record<string, string>> = {}) {
  const [cached, uncached] = await Promise.all([
    run(args, whole, variables),
    run([...args, "--no-cache"], whole, variables),
  ]);
  expect(cached).toEqual(uncached);
  expect(cached.stderr).not.toContain("internal error");
  return cached;
}

const two = ["migrations/versions/b.py", "migrations/versions/d.py"];
const runFiles = () => readdirSync(cache).filter((name) => name.endsWith(".run"));

describe("a second run", () => {
  it.each(["full", "concise", "json"])("says the same, byte by byte, and loads no engine: %s", async (format) => {
    const first = await run(["--output-format", format]);
    expect(first.status).toBe(1);
    expect(await run(["--output-format", format], engineless)).toEqual(first);
    expect((await run(["--no-cache"], engineless)).stderr).toContain("internal error");
  });

  it("may report in another way, from another folder, and fail on something else", async () => {
    await run();
    for (const args of [
      ["--output-format", "full"],
      ["--statistics"],
      ["--exit-zero"],
      ["--fail-on", "error"],
      [join(project.folder, "app"), project.folder],
    ]) {
      expect(await run(args, engineless)).toEqual(await run([...args, "--no-cache"]));
    }
  });

  it("finds no migration where there was none", async () => {
    await run(["app"]);
    expect(await run(["app"], engineless)).toEqual({
      status: 2,
      stdout: "[]\n",
      stderr: "no migration script found\n",
    });
  });

  it("complains again of what could not be checked", async () => {
    const bad = join(project.folder, "migrations/versions/bad.py");
    writeFileSync(bad, Buffer.from('revision = "\xff"\ndown_revision = None\n', "latin1"));
    const first = await run();
    expect(first).toMatchObject({ status: 2, stderr: expect.stringContaining("bad.py: not valid UTF-8") });
    expect(await run()).toEqual(first);
    expect(runFiles()).toEqual([]);
  });

  it("isolated from the project is another call", async () => {
    await run();
    const isolated = await run(["--isolated"]);
    expect(isolated).toEqual(await run(["--isolated", "--no-cache"]));
    expect(await run(["--isolated"], engineless)).toEqual(isolated);
    expect(isolated.stdout).not.toBe((await run([], engineless)).stdout);
  });
});

describe("what has changed between two runs counts:", { timeout: 120_000 }, () => {
  it.each(Object.entries(ingredients))("%s", async (name, texts) => {
    // In the second call the other files are surroundings only.
    const runCalls = () => Promise.all([runBoth(), runBoth(two)]);
    const before = await runCalls();
    for (const variant of texts.keys()) {
      if (variant === 0) continue;
      project.set(name, variant);
      // Else nobody would notice where it did not count.
      expect((await runCalls())[0], `${name}, ${variant}`).not.toEqual(before[0]);
    }
    project.set(name, 0);
    expect(await runCalls()).toEqual(before);
  });

  const calls: readonly (readonly string[])[] = [
    ["--preset", "essential"],
    ["--select", "missing-if-exists"],
    ["--ignore", "missing-if-exists"],
    ["--isolated"],
    ["--config", "other.toml"],
    ["migrations/versions/b.py"],
    ["migrations/versions/b.py", "migrations/versions/c.py"],
  ];
  it.each(calls.map((args) => [args.join(" "), args] as const))("%s", async (_, args) => {
    writeFileSync(join(project.folder, "other.toml"), 'preset = "all"\nrules = { missing-if-exists = "off" }\n');
    const before = await run();
    expect(await runBoth(args)).not.toEqual(before);
    expect(await run([], engineless)).toEqual(before);
    expect(await run(args, engineless)).toEqual(await run([...args, "--no-cache"]));
  });

  it("the file that --config names", async () => {
    const config = join(project.folder, "other.toml");
    writeFileSync(config, 'rules = { missing-if-exists = "off" }\n');
    const before = await run(["--config", "other.toml"]);
    writeFileSync(config, 'rules = { missing-if-exists = "info" }\n');
    expect(await runBoth(["--config", "other.toml"])).not.toEqual(before);
  });

  it("the virtual environment that is active", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "alembic-guidelines-venv-"));
    project.set("requirements.txt", 0);
    writeFileSync(join(project.folder, "requirements.txt"), "");
    const release = (version: string) => join(elsewhere, `lib/python3.12/site-packages/alembic-${version}.dist-info`);
    mkdirSync(release("1.16.0"), { recursive: true });
    const none = await run();
    const variables = { VIRTUAL_ENV: elsewhere };
    expect(await runBoth([], variables)).toEqual(none);
    rmSync(release("1.16.0"), { recursive: true });
    mkdirSync(release("1.12.0"), { recursive: true });
    expect((await runBoth([], variables)).stdout).toContain("if-exists-unsupported");
    expect(await run([], engineless)).toEqual(none);
    rmSync(elsewhere, { recursive: true });
  });

  it("another environment of the project, where start-after names one of its revisions", async () => {
    const write = (name: string, text: string) => {
      mkdirSync(dirname(join(project.folder, name)), { recursive: true });
      writeFileSync(join(project.folder, name), text);
    };
    write("pyproject.toml", '[tool.alembic-guidelines]\nstart-after = ["a", "z"]\n');
    expect(await runBoth(["migrations"])).toMatchObject({ status: 2, stderr: expect.stringContaining('by "z"') });
    write("other/alembic.ini", "[alembic]\nscript_location = scripts\n");
    write("other/scripts/env.py", "from alembic import context\n");
    write("other/scripts/versions/z.py", 'revision = "z"\ndown_revision = None\n\n\ndef upgrade():\n    pass\n');
    const found = await runBoth(["migrations"]);
    expect(found.status).toBe(1);
    expect(await run(["migrations"], engineless)).toEqual(found);
    write("third/alembic.ini", "[alembic]\nscript_location = scripts\n");
    write("third/scripts/env.py", "from alembic import context\n");
    expect((await run(["migrations"], engineless)).stderr).toContain("internal error");
    expect(await runBoth(["migrations"])).toEqual(found);
    rmSync(join(project.folder, "other/scripts/versions/z.py"));
    expect((await runBoth(["migrations"])).status).toBe(2);
  });

  it("a module that only another thread has looked into", async () => {
    const versions = join(project.folder, "migrations/versions");
    rmSync(versions, { recursive: true });
    mkdirSync(versions);
    const write = (index: number, body: string, imports = "") =>
      writeFileSync(
        join(versions, `r${String(index).padStart(3, "0")}.py`),
        `from alembic import op\nimport sqlalchemy as sa\n${imports}\nrevision = "r${index}"\ndown_revision = ${index === 0 ? "None" : `"r${index - 1}"`}\n\n\ndef upgrade():\n    ${body}\n`,
      );
    // The other thread begins with the last ones.
    for (let index = 0; index < 200; index++) write(index, "pass");
    write(0, 'op.execute("CREATE TABLE person (id int)")');
    write(198, "make()", "from app.making import make\n");
    write(200, 'op.add_column("person", sa.Column("mood", sa.Enum("happy", name="mood")))');
    const make = (body: string) =>
      writeFileSync(join(project.folder, "app/making.py"), `from alembic import op\n\n\ndef make():\n    ${body}\n`);
    const file = "migrations/versions/r200.py";
    make(`op.execute("CREATE TYPE mood AS ENUM ('happy')")`);
    const before = await runBoth([file]);
    expect(before.stdout).not.toContain("enum-type-not-created");
    make("pass");
    const after = await runBoth([file]);
    expect(after.stdout).toContain("enum-type-not-created");
    expect(await run([file], engineless)).toEqual(after);
  });

  it("the build", async () => {
    const before = await run();
    // The name alone tells builds apart: what this one says differently is not asked for.
    expect(await run([], unnamed)).toEqual(before);
    const after = await run([], otherBuild);
    expect(after).not.toEqual(before);
    expect(after).toEqual(await run(["--no-cache"], otherBuild));
    expect(await run()).toEqual(before);
  });

  it("whatever changes together, in whatever order", { timeout: 300_000 }, async () => {
    const names = Object.keys(ingredients);
    const step = fc.record({ name: fc.constantFrom(...names), variant: fc.nat(6), call: fc.nat(5) });
    const [steps = []] = fc.sample(fc.array(step, { minLength: 20, maxLength: 20 }), { seed: 6, numRuns: 1 });
    const calls = [[], [], two, two, ["--select", "missing-if-exists"], ["--preset", "all"]];
    for (const { name, variant, call } of steps) {
      project.set(name, variant % (ingredients[name]?.length ?? 1));
      const args = calls[call] ?? [];
      const found = await runBoth(args);
      if (found.status !== 2) expect(await run(args, engineless)).toEqual(found);
    }
  });
});

describe("a run that repairs", () => {
  it("uses what was found where there is nothing to repair", async () => {
    const fixed = await run(["--fix"]);
    expect(fixed.status).toBe(1);
    for (const args of [[], ["--fix"], ["--diff"]]) expect(await runBoth(args)).toMatchObject({ status: 1 });
    const settled = await run();
    expect(await run(["--fix"], engineless)).toEqual(settled);
    expect((await run(["--fix", "--unsafe-fixes"], engineless)).stderr).toContain("internal error");
  });

  it("repairs the same as without", async () => {
    const before = readFileSync(join(project.folder, "migrations/versions/b.py"));
    await run();
    const diff = await runBoth(["--diff", "--unsafe-fixes"]);
    expect(diff.stdout).toContain("+++");
    const fixed = await run(["--fix", "--unsafe-fixes"]);
    const after = readFileSync(join(project.folder, "migrations/versions/b.py"));
    expect(after).not.toEqual(before);
    const other = new ChangingProject();
    project.remove();
    project = other;
    const again = await run(["--fix", "--unsafe-fixes", "--no-cache"]);
    expect(readFileSync(join(project.folder, "migrations/versions/b.py"))).toEqual(after);
    expect(again.status).toBe(fixed.status);
  });

  it("makes what was found before it stale", async () => {
    await run();
    const fixed = await run(["--fix", "--unsafe-fixes"]);
    const settled = await runBoth();
    expect(JSON.parse(settled.stdout)).toEqual(JSON.parse(fixed.stdout));
  });
});

describe("a cache file", () => {
  const path = () => join(cache, runFiles()[0] ?? "");

  it("that is damaged counts as none, and is replaced", async () => {
    const first = await run();
    const content = readFileSync(path());
    const damages: readonly (() => void)[] = [
      () => truncateSync(path(), Math.floor(content.length / 2)),
      () => writeFileSync(path(), ""),
      () => writeFileSync(path(), content.toString().replace("missing-if-exists", "missing-if-existz")),
      () => writeFileSync(path(), Buffer.alloc(100, 255)),
    ];
    for (const damage of damages) {
      damage();
      expect(readFileSync(path())).not.toEqual(content);
      expect(await run()).toEqual(first);
      expect(await run([], engineless)).toEqual(first);
    }
  });

  it("that can't be written changes nothing", async () => {
    const first = await run();
    rmSync(cache, { recursive: true });
    writeFileSync(cache, "");
    expect(await run()).toEqual(first);
    expect(statSync(cache).size).toBe(0);
  });

  it("is shared by runs at the same time", async () => {
    const uncached = await run(["--no-cache"]);
    const runs = await Promise.all(Array.from({ length: 6 }, () => run()));
    for (const each of runs) expect(each).toEqual(uncached);
    expect(runFiles()).toHaveLength(1);
    expect(await run([], engineless)).toEqual(uncached);
  });

  it("that nobody has used for long goes away, and nothing that is not ours", async () => {
    const write = (name: string, ageInDays: number, size = 1) => {
      writeFileSync(join(cache, name), Buffer.alloc(size));
      const time = Date.now() / 1000 - ageInDays * 86_400;
      utimesSync(join(cache, name), time, time);
    };
    const name = (digit: string) => digit.repeat(40);
    write(`${name("a")}.run`, 40);
    write(`${name("b")}.index`, 40);
    write(`${name("c")}.run.0a1b2c3d-0000-4000-8000-000000000000`, 40);
    write(`${name("d")}.run`, 20);
    write("notes.txt", 400);
    // More than the cache may hold, of which the oldest goes.
    write(`${name("e")}.run`, 2, 70_000_000);
    write(`${name("f")}.run`, 1, 70_000_000);
    await run();
    const left = readdirSync(cache);
    expect(left).toHaveLength(5);
    expect(left).toEqual(expect.arrayContaining([`${name("f")}.run`, "notes.txt"]));
  });

  it("that is used stays", async () => {
    await run();
    const used = path();
    utimesSync(used, 0, 0);
    await run([], engineless);
    await run(["app"]);
    expect(runFiles()).toHaveLength(2);
  });

  it("in a folder that may only be read is used all the same", async () => {
    const first = await run();
    chmodSync(cache, 0o500);
    expect(await run([], engineless)).toEqual(first);
    chmodSync(cache, 0o700);
  });
});
