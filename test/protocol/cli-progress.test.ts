import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundle } from "./bundle.ts";
import { numbered, withHelper } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject();
});

afterEach(() => project.remove());

/** Runs `check` on a terminal; gives all that it writes there. */
function onTerminal(...args: readonly string[]): string {
  const command = [process.execPath, bundle, "check", "--no-cache", ...args].map((word) => `'${word}'`).join(" ");
  const env = { ...process.env, TERM: "xterm", NO_COLOR: "1" };
  const { stdout } = spawnSync("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    cwd: project.folder,
    env,
    encoding: "utf8",
  });
  return stdout;
}

describe("a long run", () => {
  it("shows on a terminal how far it is, and takes that away at the end", () => {
    const count = 2500;
    for (let number = 2; number <= count; number++) {
      project.write(`migrations/versions/${number}.py`, numbered(number, withHelper));
    }
    const written = onTerminal();
    expect(written).toMatch(/(Reading migrations|Checking) [█░]+ \d+\/2500/);
    // The line is cleared, and the cursor shown again, before the summary.
    const afterwards = written.slice(written.lastIndexOf("\u001b[?25h"));
    expect(afterwards).not.toMatch(/[█░]/);
    expect(afterwards).toMatch(/No findings in 2500 migrations\.\r\n$/);

    const piped = runCli(project.folder, ["check", "--no-cache"]);
    expect(piped).toEqual({ status: 0, stdout: "No findings in 2500 migrations.\n", stderr: "" });
  }, 300_000);

  it("is no matter of a short one", () => {
    expect(onTerminal()).toBe("No findings in 1 migration.\r\n");
  });
});
