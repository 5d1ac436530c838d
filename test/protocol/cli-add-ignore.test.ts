import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTry, numbered, swallowed } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;
const second = "migrations/versions/0002.py";
const third = "migrations/versions/0003.py";

beforeEach(() => {
  project = new SampleProject({ [second]: inTry, [third]: numbered(3, swallowed) });
});

afterEach(() => project.remove());

const check = (...args: readonly string[]) => runCli(project.folder, ["check", ...args]);

describe("--add-ignore", () => {
  it("writes a comment with the reason for each finding, after which nothing is found", () => {
    expect(check("--add-ignore", "ran everywhere")).toEqual({
      status: 0,
      stdout: "Suppressed 2 findings; none remain in 3 migrations.\n",
      stderr: "",
    });
    expect(project.read(second)).toBe(
      inTry.replace("'\"))\n", "'\"))  # alembic-guidelines: ignore[enum-add-in-try-except] ran everywhere\n"),
    );
    expect(project.read(third)).toBe(
      numbered(3, swallowed).replace(
        '1")\n',
        '1")  # alembic-guidelines: ignore[execute-in-try-except] ran everywhere\n',
      ),
    );
    expect(check()).toEqual({ status: 0, stdout: "No findings in 3 migrations.\n", stderr: "" });
    const before = project.read(second);
    expect(check("--add-ignore", "again").stdout).toBe("No findings in 3 migrations.\n");
    expect(project.read(second)).toBe(before);
  });

  it("does without a reason", () => {
    expect(check(third, "--add-ignore").status).toBe(0);
    expect(project.read(third)).toContain("  # alembic-guidelines: ignore[execute-in-try-except]\n");
    expect(project.read(second)).toBe(inTry);
  });

  it("suppresses only the rules that are asked for", () => {
    const { status, stdout } = check("--select", "enum-add-in-try-except", "--add-ignore", "ran everywhere");
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: "Suppressed 1 finding; none remain in 3 migrations.\n",
    });
    expect(project.read(third)).toBe(numbered(3, swallowed));
  });

  it("joins a suppression that is there, which keeps its own reason", () => {
    const suppressed = inTry.replace("'\"))\n", "'\"))  # alembic-guidelines: ignore[colon-in-sql] because\n");
    project.write(second, suppressed);
    check(second, "--add-ignore", "ran everywhere");
    expect(project.read(second)).toContain("ignore[colon-in-sql, enum-add-in-try-except] because\n");
  });

  it("keeps CRLF line endings", () => {
    project.write(second, inTry.replaceAll("\n", "\r\n"));
    check(second, "--add-ignore", "ran everywhere");
    expect(project.read(second)).toContain("ignore[enum-add-in-try-except] ran everywhere\r\n");
  });

  it("shows with --diff what it would write", () => {
    const { status, stdout, stderr } = check(third, "--add-ignore", "ran everywhere", "--diff");
    expect(status).toBe(1);
    expect(stdout).toContain(
      "+        op.execute(\"UPDATE events SET kind = 'a' WHERE id = 1\")  # alembic-guidelines: ignore",
    );
    expect(stderr).toBe("Would suppress 1 finding; none remain in 1 migration.\n");
    expect(project.read(third)).toBe(numbered(3, swallowed));
  });

  it("gives standard input back with its comments", () => {
    const run = runCli(project.folder, ["check", "-", "--stdin-filename", second, "--add-ignore", "why"], inTry);
    expect(run.stdout).toContain("ignore[enum-add-in-try-except] why\n");
    expect(run.stderr).toBe("Suppressed 1 finding; none remain in 1 migration.\n");
    expect(project.read(second)).toBe(inTry);
  });

  it("does not go with --fix", () => {
    const stderr = "error: --add-ignore can't be combined with --fix\n";
    expect(check("--add-ignore", "why", "--fix")).toEqual({ status: 2, stdout: "", stderr });
  });
});
