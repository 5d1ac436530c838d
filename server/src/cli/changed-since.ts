import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Target } from "./targets.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Those of the files that differ, in the working tree, from where the present branch has left `revision`, and those that git does not know yet:
 * what a pull request onto `revision` would bring.
 * @throws UsageError where there is no git, a file lies in no repository, or it has no such revision.
 */
export function changedSince(revision: string, targets: readonly Target[]): Target[] {
  const byRepository = new Map<string, ReadonlySet<string>>();
  const repositories = new Map<string, string>();
  return targets.filter(({ path }) => {
    const real = realpathSync(path);
    const folder = dirname(real);
    const repository = repositories.get(folder) ?? git(folder, ["rev-parse", "--show-toplevel"]).trimEnd();
    repositories.set(folder, repository);
    const changed = byRepository.get(repository) ?? changesOf(repository, revision);
    byRepository.set(repository, changed);
    return changed.has(real);
  });
}

function changesOf(repository: string, revision: string): ReadonlySet<string> {
  const name = `${revision}^{commit}`;
  const isShallow = git(repository, ["rev-parse", "--is-shallow-repository"]).trimEnd() === "true";
  const advice = isShallow ? ": it is a shallow clone, so fetch its history first" : "";
  const problem = `the repository has no revision '${revision}'${advice}`;
  const commit = git(repository, ["rev-parse", "--verify", "--end-of-options", name], problem).trimEnd();
  const fork = git(repository, ["merge-base", commit, "HEAD"], `git knows no common ancestor${advice}`).trimEnd();
  const lists = [
    git(repository, ["diff", "--name-only", "--no-renames", "-z", fork]),
    git(repository, ["ls-files", "--others", "--exclude-standard", "-z"]),
  ];
  const names = lists.join("").split("\0").filter(Boolean);
  return new Set(names.map((name) => resolve(repository, name)));
}

/** @param problem what it means when git fails; without it git's own words are given. */
function git(folder: string, args: readonly string[], problem: string | null = null): string {
  try {
    return execFileSync("git", args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28, stdio: "pipe" });
  } catch (error) {
    throw new UsageError(`--since: ${gitProblem(error, problem)}`);
  }
}

function gitProblem(error: unknown, problem: string | null): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return "git is not installed";
  if (problem !== null) return problem;
  const said = "stderr" in error ? String(error.stderr).trim() : "";
  return `git: ${said.split("\n").at(-1)}`;
}
