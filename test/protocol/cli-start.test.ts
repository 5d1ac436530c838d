import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundle } from "./bundle.ts";
import { inTry } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

const migration = "migrations/versions/0001.py";
let project: SampleProject;
let scratch: string;

beforeAll(() => {
  project = new SampleProject({ [migration]: inTry });
  scratch = mkdtempSync(join(tmpdir(), "alembic-guidelines-start-"));
});

afterAll(() => {
  project.remove();
  rmSync(scratch, { recursive: true });
});

/** What a check of one file loads of Node.js's own modules: before V8's flags are set, and after. */
function loadedModules(args: readonly string[]): {
  readonly before: readonly string[];
  readonly after: readonly string[];
} {
  const witness = join(scratch, "witness.cjs");
  // The list is not documented, but nothing else tells.
  writeFileSync(
    witness,
    `const v8 = require("node:v8");
     const { setFlagsFromString } = v8;
     const loaded = () => process.moduleLoadList.filter((each) => each.startsWith("NativeModule "));
     let before = [];
     v8.setFlagsFromString = (flag) => {
       setFlagsFromString(flag);
       before = loaded();
     };
     process.on("exit", () => {
       const after = loaded().slice(before.length);
       require("node:fs").writeSync(2, JSON.stringify({ before, after }).replaceAll("NativeModule ", ""));
     });`,
  );
  const env = { ...process.env, ALEMBIC_GUIDELINES_CACHE_DIR: join(scratch, "cache") };
  const run = spawnSync(process.execPath, ["--require", witness, bundle, ...args], {
    cwd: project.folder,
    env,
    encoding: "utf8",
  });
  return JSON.parse(run.stderr);
}

it.each([
  ["with an empty cache", []],
  ["with nothing changed", []],
  ["without a cache", ["--no-cache"]],
])(
  "a check of one file %s loads little of Node.js, and that while Node.js's compiled code is still accepted",
  (_, options) => {
    const { before, after } = loadedModules(["check", migration, "--exit-zero", ...options]);
    expect(before).toContain("zlib");
    expect(after.filter((name) => !name.startsWith("internal/"))).toEqual([]);
    for (const rare of ["child_process", "fs/promises", "readline", "worker_threads"])
      expect(before).not.toContain(rare);
  },
);

it("a check that has nothing to find out leaves code that the next one which has does not put up with", () => {
  const cache = join(scratch, "code");
  const keptCode = (path: string) => {
    runCli(project.folder, ["check", path], "", { ALEMBIC_GUIDELINES_CACHE_DIR: cache });
    return readdirSync(cache, { withFileTypes: true }).filter(({ name }) => name.endsWith(".code")).length;
  };
  project.write("other.py", "print(1)\n");
  expect(["other.py", "other.py", migration, migration, "other.py"].map(keptCode)).toEqual([1, 1, 2, 2, 2]);
});
