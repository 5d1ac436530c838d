import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureDebianPackages } from "../../scripts/setup/debian.mjs";
import { inTry, withHelper } from "../protocol/migrations.ts";
import { SampleProject } from "../protocol/sample-project.ts";

const root = join(import.meta.dirname, "../..");
const identity = ["-c", "user.name=Test", "-c", "user.email=test@localhost"];
const second = "migrations/versions/0002.py";

let home: string;
/** The repository as it lies here, committed: pre-commit clones it. */
let hooks: string;
let project: SampleProject;

beforeAll(() => {
  ensureDebianPackages(["pre-commit"]);
  home = mkdtempSync(join(tmpdir(), "alembic-guidelines-pre-commit-"));
  hooks = join(home, "hooks");
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  execFileSync("git", ["init", "--quiet", hooks]);
  execFileSync("tar", ["--create", "--null", "--ignore-failed-read", "--files-from=-", `--file=${home}/files.tar`], {
    cwd: root,
    input: files,
    stdio: ["pipe", "pipe", "ignore"],
  });
  execFileSync("tar", ["--extract", `--file=${home}/files.tar`], { cwd: hooks });
  git(hooks, "add", "--all");
  git(hooks, "commit", "--quiet", "--message=As it is");
  project = new SampleProject();
  git(project.folder, "init", "--quiet");
});

afterAll(() => {
  project.remove();
  rmSync(home, { recursive: true });
});

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync("git", [...identity, ...args], { cwd, encoding: "utf8", stdio: "pipe" });
}

/** Writes the configuration with one of our hooks, and installs it into the repository's own hooks. */
function use(hook: string): void {
  const revision = git(hooks, "rev-parse", "HEAD").trim();
  project.write(
    ".pre-commit-config.yaml",
    `repos:\n  - repo: ${hooks}\n    rev: ${revision}\n    hooks:\n      - id: ${hook}\n`,
  );
  git(project.folder, "add", "--all");
  execFileSync("pre-commit", ["install", "--install-hooks"], { cwd: project.folder, env, stdio: "pipe" });
}

const env = {
  ...process.env,
  get PRE_COMMIT_HOME() {
    return join(home, "cache");
  },
};

function commit(message: string) {
  git(project.folder, "add", "--all");
  const { status, stderr, stdout } = spawnSync("git", [...identity, "commit", "--message", message], {
    cwd: project.folder,
    env: { ...env },
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

describe("pre-commit", () => {
  it("lets a good migration through, and stops a bad one with what is wrong", () => {
    use("alembic-guidelines");
    project.write(second, withHelper);
    expect(commit("Good")).toMatchObject({ status: 0 });
    project.write(second, inTry);
    const { status, said } = commit("Bad");
    expect(status).toBe(1);
    expect(said).toContain("error[enum-add-in-try-except]");
    expect(said).toContain(`${second}:15:29`);
    project.write("README.md", "Nothing to check.\n");
    git(project.folder, "checkout", "HEAD", second);
    expect(commit("No Python")).toMatchObject({ status: 0 });
    project.write("app.py", "x = 1\n");
    expect(commit("No migration")).toMatchObject({ status: 0 });
  }, 600_000);

  it("repairs what it can, and stops, so that the repair is looked at", () => {
    use("alembic-guidelines-fix");
    project.write(second, inTry);
    const { status, said } = commit("Bad");
    expect(status).toBe(1);
    expect(said).toContain("files were modified by this hook");
    expect(project.read(second)).toBe(withHelper);
    git(project.folder, "add", "--all");
  }, 600_000);
});
