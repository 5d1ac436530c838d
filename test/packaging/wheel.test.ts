import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureDebianPackages } from "../../scripts/setup/debian.mjs";
import { debianPython } from "../database/driver.ts";
import { inTry } from "../protocol/migrations.ts";
import { SampleProject } from "../protocol/sample-project.ts";

const root = join(import.meta.dirname, "../..");
let folder: string;
let project: SampleProject;

beforeAll(() => {
  ensureDebianPackages(["python3-venv"]);
  folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-wheel-test-"));
  execFileSync(process.execPath, [join(root, "scripts/wheel.mjs"), folder], { stdio: "pipe" });
  execFileSync(debianPython, ["-m", "venv", join(folder, "venv")]);
  const [wheel = ""] = readdirSync(folder).filter((name) => name.endsWith(".whl"));
  execFileSync(join(folder, "venv/bin/pip"), ["install", "--quiet", "--no-index", join(folder, wheel)]);
  project = new SampleProject({ "migrations/versions/0002.py": inTry });
});

afterAll(() => {
  project.remove();
  rmSync(folder, { recursive: true });
});

function run(args: readonly string[], path = process.env.PATH) {
  const { status, stdout, stderr } = spawnSync(join(folder, "venv/bin/alembic-guidelines"), args, {
    cwd: project.folder,
    env: { ...process.env, PATH: path },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("the wheel", () => {
  it("runs with the Node that is there", () => {
    expect(run(["check", "--statistics"])).toEqual({
      status: 1,
      stdout: "1\tenum-add-in-try-except\t[*]\n",
      stderr: "",
    });
  });

  it("has the rules' pages", () => {
    expect(run(["rule", "colon-in-sql"]).stdout).toContain("❌ Bad\n");
  });

  it("says what it needs where there is no Node, or one that is too old", () => {
    const stderr = "error: alembic-guidelines needs Node.js, and there is none on PATH\n";
    expect(run(["check"], "/nowhere")).toEqual({ status: 2, stdout: "", stderr });
    project.write("old/node", "#!/bin/sh\necho v18.20.1\n");
    execFileSync("chmod", ["+x", project.path("old/node")]);
    const old = `error: alembic-guidelines needs Node.js 20.19 or later; ${project.path("old/node")} is v18.20.1\n`;
    expect(run(["check"], project.path("old"))).toEqual({ status: 2, stdout: "", stderr: old });
  });
});
