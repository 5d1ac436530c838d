import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readdirSync, statSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundle } from "./bundle.ts";
import { inTry, numbered, withHelper } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

const count = 60;
const kills = 8;
const name = (number: number) => `migrations/versions/${String(number).padStart(4, "0")}.py`;
const numbers = Array.from({ length: count }, (_, index) => index + 2);

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject();
  for (const number of numbers) {
    project.write(name(number), numbered(number, inTry));
    chmodSync(project.path(name(number)), 0o664);
  }
});

afterEach(() => project.remove());

/** How many of the migrations are repaired. @throws Error when one is neither as it was nor as it is to be. */
function repaired(): number {
  return numbers.filter((number) => {
    const text = project.read(name(number));
    expect(statSync(project.path(name(number))).mode & 0o777).toBe(0o664);
    if (text === numbered(number, inTry)) return false;
    expect(text).toBe(numbered(number, withHelper));
    return true;
  }).length;
}

/** Starts `check --fix`, and kills it when so many milliseconds are over. */
async function killedAfter(milliseconds: number): Promise<void> {
  const run = spawn(process.execPath, [bundle, "check", "--fix", "--no-cache"], {
    cwd: project.folder,
    stdio: "ignore",
  });
  const ended = once(run, "exit");
  await Promise.race([wait(milliseconds), ended]);
  run.kill("SIGKILL");
  await ended;
}

describe("check --fix", () => {
  it("leaves every migration whole when it is killed, and goes on where it was", async () => {
    const start = performance.now();
    await killedAfter(60_000);
    const whole = performance.now() - start;
    expect(repaired()).toBe(count);

    let halfway = 0;
    for (let kill = 0; kill < kills; kill++) {
      for (const number of numbers) project.write(name(number), numbered(number, inTry));
      // Files are written in the later part of a run.
      await killedAfter(whole * (0.4 + (0.6 * kill) / kills));
      const done = repaired();
      if (done > 0 && done < count) halfway += 1;
    }
    // Else the kills came too soon or too late to show anything.
    expect(halfway).toBeGreaterThan(0);

    expect(runCli(project.folder, ["check", "--fix"]).status).toBe(0);
    expect(repaired()).toBe(count);
    const strangers = readdirSync(project.path("migrations/versions")).filter((file) => !/^\d{4}\.py$/.test(file));
    // What a killed run was writing lies beside, under a name that nothing reads.
    expect(strangers.filter((file) => !/^\.\d{4}\.py\.\d+\.tmp$/.test(file))).toEqual([]);
  }, 300_000);
});
