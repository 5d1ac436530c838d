import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTry, numbered, swallowed } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;
const second = "migrations/versions/0002.py";
const third = "migrations/versions/0003.py";

function git(...args: readonly string[]): void {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "init.defaultBranch=main"];
  execFileSync("git", [...identity, ...args], { cwd: project.folder, stdio: "pipe" });
}

const since = (revision: string, ...args: readonly string[]) =>
  runCli(project.folder, ["check", "--since", revision, "--output-format", "concise", ...args]);

/** The files that have findings. */
function filesIn({ stdout }: { readonly stdout: string }): readonly string[] {
  const names = stdout.split("\n").flatMap((line) => /^(\S+\.py):\d/.exec(line)?.[1] ?? []);
  return [...new Set(names)];
}

beforeEach(() => {
  project = new SampleProject({ [second]: inTry });
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "-m", "The history");
});

afterEach(() => project.remove());

describe("--since", () => {
  it("leaves out what the branch has not touched", () => {
    expect(since("main")).toEqual({ status: 0, stdout: "", stderr: "no migration has changed\n" });
    git("switch", "--quiet", "--create", "feature");
    project.write(third, numbered(3, swallowed));
    git("add", ".");
    git("commit", "--quiet", "-m", "A migration");
    expect(filesIn(since("main"))).toEqual([third]);
    expect(since("main").status).toBe(1);
  });

  it("takes what is not committed, and what git does not know yet", () => {
    project.write(third, numbered(3, swallowed));
    expect(filesIn(since("HEAD"))).toEqual([third]);
    project.write(second, `${inTry}# changed\n`);
    expect(filesIn(since("HEAD"))).toEqual([second, third]);
  });

  it("leaves out what came onto the other branch since", () => {
    git("switch", "--quiet", "--create", "feature");
    git("switch", "--quiet", "main");
    project.write(second, `${inTry}# changed on main\n`);
    git("commit", "--quiet", "--all", "-m", "Elsewhere");
    git("switch", "--quiet", "feature");
    project.write(third, numbered(3, swallowed));
    expect(filesIn(since("main"))).toEqual([third]);
  });

  it("finds the repository from a folder below its top, and through a name with spaces", () => {
    project.write("migrations/versions/not in git.py", numbered(3, swallowed));
    const run = runCli(project.path("migrations"), ["check", "--since", "HEAD", "--statistics"]);
    expect(run).toEqual({ status: 1, stdout: "1\texecute-in-try-except\t[*]\n", stderr: "" });
  });

  it("names a revision that there is not", () => {
    const stderr = "error: --since: the repository has no revision 'nowhere'\n";
    expect(since("nowhere")).toEqual({ status: 2, stdout: "", stderr });
    expect(since("--all")).toEqual({ status: 2, stdout: "", stderr: stderr.replace("nowhere", "--all") });
  });

  it("says what is amiss in a shallow clone", () => {
    project.write(third, numbered(3, swallowed));
    git("add", ".");
    git("commit", "--quiet", "-m", "A migration");
    git("clone", "--quiet", "--depth", "1", `file://${project.folder}`, "shallow");
    const run = runCli(project.path("shallow"), ["check", "--since", "HEAD~1"]);
    const problem = "the repository has no revision 'HEAD~1': it is a shallow clone, so fetch its history first";
    expect(run).toEqual({ status: 2, stdout: "", stderr: `error: --since: ${problem}\n` });
  });

  it("takes a migration under its new name", () => {
    git("mv", second, "migrations/versions/renamed.py");
    expect(filesIn(since("HEAD"))).toEqual(["migrations/versions/renamed.py"]);
  });

  it("says so outside of a repository", () => {
    rmSync(project.path(".git"), { recursive: true });
    mkdirSync(project.path("other"));
    const { status, stderr } = since("main");
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: --since: git: fatal: not a git repository/);
  });
});
