import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTry, numbered, swallowed } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;
const pyproject = '[project]\nname = "shop" # ours\n';

beforeEach(() => {
  project = new SampleProject({ "migrations/versions/0002.py": inTry, "pyproject.toml": pyproject });
  rmSync(project.path("migrations/safe_enum_addition.py"));
});

afterEach(() => project.remove());

const run = (...args: readonly string[]) => runCli(project.folder, args);

describe("init", () => {
  it("makes the present head history and gives the project the helper, so that new migrations only are checked", () => {
    expect(run("check").status).toBe(1);
    expect(run("init")).toEqual({
      status: 0,
      stdout: `Set start-after = "0002_new_value" in pyproject.toml: 2 migrations left alone as history
Created migrations/utils/safe_enum_addition.py
Changed pyproject.toml, so that migrations import the enum helper from migrations.utils.safe_enum_addition
`,
      stderr: "",
    });
    expect(project.read("pyproject.toml")).toBe(`${pyproject}
[tool.alembic-guidelines]
helper-module = "migrations.utils.safe_enum_addition"
start-after = "0002_new_value"
`);
    expect(project.read("migrations/utils/safe_enum_addition.py")).toContain("def safe_add_enum_value(");
    expect(run("check")).toEqual({ status: 0, stdout: "No findings in 2 migrations.\n", stderr: "" });
    project.write("migrations/versions/0003.py", numbered(3, swallowed));
    expect(run("check", "--statistics").stdout).toBe("1\texecute-in-try-except\t[*]\n");
  });

  it("leaves what is there as it is", () => {
    run("init");
    const before = project.read("pyproject.toml");
    project.write("migrations/versions/0003.py", numbered(3, swallowed));
    expect(run("init").stdout).toBe(`start-after is set; history: 2 migrations
The enum helper is there: migrations/utils/safe_enum_addition.py
`);
    expect(project.read("pyproject.toml")).toBe(before);
  });

  it("sets several heads as a list", () => {
    project.write("migrations/versions/0002b.py", inTry.replaceAll("0002_new_value", "0002_other"));
    expect(run("init").stdout).toContain('Set start-after = ["0002_new_value", "0002_other"] in pyproject.toml');
    expect(run("check", "--ignore", "revision-multiple-heads").status).toBe(0);
  });

  it("keeps CRLF line endings of the settings file", () => {
    project.write("pyproject.toml", pyproject.replaceAll("\n", "\r\n"));
    run("init");
    expect(project.read("pyproject.toml").replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("changes nothing where there is nothing to adopt, or the settings are broken", () => {
    expect(run("init", "nowhere")).toEqual({
      status: 2,
      stdout: "",
      stderr: "error: nowhere: no such file or folder\n",
    });
    project.write("pyproject.toml", "[tool.alembic-guidelines\n");
    const broken = run("init");
    expect(broken.status).toBe(2);
    expect(broken.stderr).toMatch(/^error: .*pyproject\.toml:1: /);
  });
});
