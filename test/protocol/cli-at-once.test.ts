import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundle } from "./bundle.ts";
import { inTry, numbered, withHelper } from "./migrations.ts";
import type { CliRun } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

const count = 30;
const name = (number: number) => `migrations/versions/${String(number).padStart(4, "0")}.py`;
const numbers = Array.from({ length: count }, (_, index) => index + 2);

let project: SampleProject;
let cache: string;

beforeEach(() => {
  project = new SampleProject();
  cache = mkdtempSync(join(tmpdir(), "alembic-guidelines-cache-"));
  for (const number of numbers) project.write(name(number), numbered(number, inTry));
});

afterEach(() => {
  project.remove();
  rmSync(cache, { recursive: true });
});

/** Runs `check` on the project. */
function check(...args: readonly string[]): Promise<CliRun> {
  const env = { ...process.env, ALEMBIC_GUIDELINES_CACHE_DIR: cache };
  return new Promise((resolve) => {
    const whole = [bundle, "check", "--output-format", "concise", ...args];
    const run = execFile(process.execPath, whole, { cwd: project.folder, env }, (_, stdout, stderr) =>
      resolve({ status: run.exitCode, stdout, stderr }),
    );
  });
}

describe("two runs at once", () => {
  it("repair the same files, whole, whoever comes first", async () => {
    const runs = await Promise.all([check("--fix"), check("--fix")]);
    for (const number of numbers) expect(project.read(name(number))).toBe(numbered(number, withHelper));
    const names = readdirSync(project.path("migrations/versions"));
    expect(names.filter((each) => !/^\d{4}\.py$/.test(each))).toEqual([]);
    for (const { status, stderr } of runs) {
      // What the other one has just repaired is left to it, and said.
      const said = stderr.split("\n").filter(Boolean);
      const line = /^migrations\/versions\/\d{4}\.py: can't be written: it has changed meanwhile$/;
      expect(said.filter((each) => !line.test(each))).toEqual([]);
      expect(status).toBe(said.length === 0 ? 0 : 2);
    }
    // Neither has kept what no longer holds.
    const after = await check();
    expect(after).toEqual(await check("--no-cache"));
    expect(after.status).toBe(0);
  });

  it("of which one repairs keep nothing that no longer holds", async () => {
    const [looking, repairing] = await Promise.all([check(), check("--fix")]);
    expect(repairing).toMatchObject({ status: 0, stderr: "" });
    expect(looking.stderr).toBe("");
    expect(await check()).toEqual(await check("--no-cache"));
    expect((await check()).status).toBe(0);
  });
});
