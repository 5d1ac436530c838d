import { chmodSync, mkdirSync, statSync, symlinkSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTry, numbered, withHelper } from "./migrations.ts";
import { runCli, runCliUnprivileged } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

const first = "migrations/versions/0002.py";
const second = "migrations/versions/0003.py";

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject({ [first]: inTry, [second]: numbered(3, inTry) });
  // The temporary folder is its maker's alone.
  chmodSync(project.folder, 0o755);
});

afterEach(() => {
  chmodSync(project.path("migrations/versions"), 0o755);
  project.remove();
});

const concise = ["check", "--output-format", "concise"];

function check(...args: readonly string[]) {
  const run = runCliUnprivileged(project.folder, [...concise, ...args]);
  if (run === null) throw new Error("setpriv is not there");
  return run;
}

describe("what the user may not read", () => {
  it("is named, one line for each file, and the others are checked", () => {
    chmodSync(project.path(second), 0o000);
    const { status, stdout, stderr } = check();
    expect({ status, stderr }).toEqual({ status: 2, stderr: `${second}: permission denied\n` });
    expect(stdout).toContain(`${first}:15:29: error[enum-add-in-try-except]`);
  });

  it("is named when it is a folder that the call names", () => {
    mkdirSync(project.path("closed"));
    chmodSync(project.path("closed"), 0o000);
    const stderr = "error: closed: permission denied\n";
    expect(check("closed")).toEqual({ status: 2, stdout: "", stderr });
  });

  it("is no settings file to go on without", () => {
    chmodSync(project.path("pyproject.toml"), 0o000);
    const stderr = `error: ${project.path("pyproject.toml")}:1: can't be read\n`;
    expect(check()).toEqual({ status: 2, stdout: "", stderr });
  });
});

describe("what the user may not write", () => {
  it("is left, named, and still found", () => {
    chmodSync(project.path("migrations/versions"), 0o777);
    chmodSync(project.path(first), 0o444);
    chmodSync(project.path(second), 0o666);
    const { status, stdout, stderr } = check("--fix");
    expect({ status, stderr }).toEqual({ status: 2, stderr: `${first}: can't be written: permission denied\n` });
    expect(stdout).toMatch(/^migrations\/versions\/0002\.py:15:29: error.*\nFixed 1 finding; remaining: 1 error\./);
    expect(project.read(first)).toBe(inTry);
    expect(project.read(second)).toBe(numbered(3, withHelper));
    expect(statSync(project.path(second)).mode & 0o777).toBe(0o666);
  });

  it("may be a folder whose files could be written: they are replaced, not written over", () => {
    chmodSync(project.path(first), 0o666);
    chmodSync(project.path("migrations/versions"), 0o555);
    const { status, stderr } = check("--fix", first);
    expect({ status, stderr }).toEqual({ status: 2, stderr: `${first}: can't be written: permission denied\n` });
    expect(project.read(first)).toBe(inTry);
  });
});

describe("links", () => {
  it("that lead nowhere, or round in a circle, are passed over in a folder, and named when the call names them", () => {
    symlinkSync("nowhere.py", project.path("migrations/versions/dangling.py"));
    symlinkSync("circle.py", project.path("migrations/versions/circle.py"));
    symlinkSync("..", project.path("migrations/versions/up"));
    const run = runCli(project.folder, concise);
    expect(run.stderr).toBe("");
    expect(run.stdout).toContain("Found 2 findings: 2 errors.\n");
    const named = (name: string) => runCli(project.folder, [...concise, `migrations/versions/${name}`]);
    const wrong = (name: string, problem: string) => {
      return { status: 2, stdout: "", stderr: `error: migrations/versions/${name}: ${problem}\n` };
    };
    expect(named("dangling.py")).toEqual(wrong("dangling.py", "no such file or folder"));
    expect(named("circle.py")).toEqual(wrong("circle.py", "its links lead round in a circle"));
    expect(named("up/versions/0002.py").stdout).toContain("migrations/versions/up/versions/0002.py:15:29: error");
  });

  it("to a file are checked in a folder, once, under the name by which Alembic loads them; what lies behind links to folders is not", () => {
    const outside = new SampleProject({ "shared/0004.py": numbered(4, inTry), "more/0005.py": numbered(5, inTry) });
    try {
      symlinkSync(outside.path("shared/0004.py"), project.path("migrations/versions/0004.py"));
      symlinkSync("0004.py", project.path("migrations/versions/0004_again.py"));
      symlinkSync(outside.path("more"), project.path("migrations/versions/more"));
      const checked = (...args: string[]) => {
        const { stdout } = runCli(project.folder, [...concise, ...args]);
        return [...stdout.matchAll(/^(.*?):\d+:\d+: error/gm)].map(([, name]) => name);
      };
      const linked = "migrations/versions/0004.py";
      expect(checked()).toEqual([first, second, linked]);
      expect(checked("migrations/versions")).toEqual([first, second, linked]);
      expect(checked("migrations/versions/more")).toEqual(["migrations/versions/more/0005.py"]);
      mkdirSync(project.path("shared"));
      symlinkSync("../migrations/versions/0003.py", project.path("shared/0003.py"));
      symlinkSync("0002.py", project.path("migrations/versions/0001a.py"));
      expect(checked()).toEqual(["migrations/versions/0001a.py", second, linked]);
    } finally {
      outside.remove();
    }
  });
});
