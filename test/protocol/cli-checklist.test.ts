import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTry, migration, numbered } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;

beforeEach(() => {
  const clean = migration('    op.execute("CREATE TABLE IF NOT EXISTS t (id int)")\n', "from alembic import op\n");
  project = new SampleProject({
    "migrations/versions/0002.py": inTry,
    "migrations/versions/0003.py": numbered(3, clean),
  });
});

afterEach(() => project.remove());

const checklist = (...args: readonly string[]) => runCli(project.folder, ["checklist", ...args]);

describe("checklist", () => {
  it("prints the eight points, with what stands against each, explained once", () => {
    const { status, stdout, stderr } = checklist("migrations/versions/0002.py");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    const shortened = stdout.replace(/(15:29 ALTER TYPE \S+ ADD VALUE).*?( \[)/, "$1 …$2");
    expect(shortened).toBe(`migrations/versions/0002.py
  ✗ Uses safe_add_enum_value for enum additions (1 finding)
      15:29 ALTER TYPE eventtype ADD VALUE … [enum-add-in-try-except]
  ✓ Checks schema existence before using schemas (uses no schema that could be missing)
  ✓ Uses IF NOT EXISTS / IF EXISTS where possible (nothing of the kind here)
  ✗ Handles "already exists" errors gracefully (1 finding)
      15:29 as above [enum-add-in-try-except]
  – Tested on fresh database (not yet tested)
  – Tested on database with existing changes (idempotency) (not yet tested)
  ✓ No hard dependencies on optional schemas/objects (no schema, extension or type is taken for granted)
  ✗ Migration can run multiple times safely (1 finding)
      15:29 as above [enum-add-in-try-except]
  3 of 8 hold, 3 fail, 2 not yet tested
`);
  });

  it("is 0 where no point fails", () => {
    const { status, stdout } = checklist("migrations/versions/0003.py");
    expect(status).toBe(0);
    expect(stdout).toContain("  ✓ Uses IF NOT EXISTS / IF EXISTS where possible (1 operation, guarded)\n");
    expect(stdout).toContain("\n  6 of 8 hold, 2 not yet tested\n");
  });

  it("gives it as JSON, findings as check gives them", () => {
    const { status, stdout } = checklist("--output-format", "json", "migrations/versions/0002.py");
    expect(status).toBe(1);
    const [report, ...others] = JSON.parse(stdout);
    expect(others).toEqual([]);
    expect(report.filename).toBe(project.path("migrations/versions/0002.py"));
    expect(report.summary).toBe("3 of 8 hold, 3 fail, 2 not yet tested");
    expect(report.points).toHaveLength(8);
    const [finding] = JSON.parse(runCli(project.folder, ["check", "--output-format", "json"]).stdout);
    const { code, severity, message, location, end_location } = finding;
    expect(report.points[0]).toEqual({
      id: "enum-helper",
      title: "Uses safe_add_enum_value for enum additions",
      state: "failed",
      why: "1 finding",
      findings: [{ code, severity, message, location, end_location }],
      suppressed: [],
    });
  });

  it("leaves history alone", () => {
    project.write("alembic-guidelines.toml", 'start-after = "0002_new_value"\n');
    expect(checklist("migrations/versions/0002.py")).toEqual({
      status: 0,
      stdout: "migrations/versions/0002.py\n  history, by start-after: not checked\n",
      stderr: "",
    });
  });

  it("is 2 for what can't be read or is no migration, and still prints the others", () => {
    project.write("app.py", "print('x')\n");
    const { status, stdout, stderr } = checklist("app.py", "none.py", "migrations/versions/0003.py");
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "app.py: no migration script\nnone.py: no such file or folder\n",
    });
    expect(stdout).toContain("6 of 8 hold");
  });
});
