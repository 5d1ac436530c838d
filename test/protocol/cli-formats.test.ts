import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTry, migration, numbered, swallowed, withHelper } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject({
    "migrations/versions/0002.py": inTry,
    "migrations/versions/0003.py": numbered(3, swallowed),
    "migrations/versions/0004.py": numbered(4, withHelper),
    "app/models.py": "import sqlalchemy as sa\n",
  });
});

afterEach(() => project.remove());

const check = (...args: readonly string[]) => runCli(project.folder, ["check", ...args]);

/** What the rules say; here only where and how it is put matters. */
const inTryMessage =
  "ALTER TYPE eventtype ADD VALUE 'new_value' fails where the value is there already, and PostgreSQL aborts the transaction: the except clause can't revive it, and the next statement dies. Call safe_add_enum_value, which adds only what is missing.";
const swallowedMessage =
  "When this statement fails, PostgreSQL aborts the transaction: the except clause hides the error, and the next statement dies. Run it in a savepoint inside the try.";

describe("full output", () => {
  it("shows message, place, source with carets, and what the fix does", () => {
    expect(check()).toEqual({
      status: 1,
      stdout: `error[enum-add-in-try-except]: ${inTryMessage}
  --> migrations/versions/0002.py:15:29
   |
15 |         op.execute(sa.text("ALTER TYPE eventtype ADD VALUE 'new_value'"))
   |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
help: Use safe_add_enum_value
docs: alembic-guidelines rule enum-add-in-try-except

error[execute-in-try-except]: ${swallowedMessage}
  --> migrations/versions/0003.py:14:21
   |
14 |         op.execute("UPDATE events SET kind = 'a' WHERE id = 1")
   |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
help: Run the body of the try in a savepoint (unsafe fix)
docs: alembic-guidelines rule execute-in-try-except

Found 2 findings: 2 errors.
1 fixable with --fix, 1 more with --fix --unsafe-fixes.
`,
      stderr: "",
    });
  });

  it("says how many migrations are fine", () => {
    expect(check("migrations/versions/0004.py")).toEqual({
      status: 0,
      stdout: "No findings in 1 migration.\n",
      stderr: "",
    });
  });

  it("has colour only on a terminal or where it is forced, and never against NO_COLOR", () => {
    const colour = "\u001b[";
    expect(runCli(project.folder, ["check"], "", { CI: "" }).stdout).not.toContain(colour);
    expect(runCli(project.folder, ["check"], "", { CI: "true" }).stdout).not.toContain(colour);
    const forced = runCli(project.folder, ["check"], "", { FORCE_COLOR: "1" });
    expect(forced.stdout).toContain("\u001b[31merror[enum-add-in-try-except]\u001b[39m: ");
    expect(runCli(project.folder, ["check"], "", { FORCE_COLOR: "1", NO_COLOR: "1" }).stdout).not.toContain(colour);
  });

  it("puts carets below wide characters and after tabs, and shows the beginning of what spans lines", () => {
    const text =
      migration(`    if True:\n\tprint("😀"); op.execute("ALTER TYPE e ADD VALUE '😀x'")\n    op.execute("""ALTER TYPE e
        ADD VALUE
        'y'""")\n`);
    const path = project.write("migrations/versions/0005.py", text);
    expect(check(path, "--select", "enum-add-without-helper").stdout).toContain(`
   |
14 | 	print("😀"); op.execute("ALTER TYPE e ADD VALUE '😀x'")
   | 	                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
`);
    expect(check(path, "--select", "enum-add-without-helper").stdout).toContain(`
   |
15 |     op.execute("""ALTER TYPE e
   |                   ^^^^^^^^^^^^
16 |         ADD VALUE
17 |         'y'""")
   |
`);
  });
});

describe("concise output", () => {
  it("is a line for each finding", () => {
    expect(check("--output-format", "concise")).toEqual({
      status: 1,
      stdout: `migrations/versions/0002.py:15:29: error[enum-add-in-try-except] ${inTryMessage}
migrations/versions/0003.py:14:21: error[execute-in-try-except] ${swallowedMessage}
Found 2 findings: 2 errors.
1 fixable with --fix, 1 more with --fix --unsafe-fixes.
`,
      stderr: "",
    });
  });

  it("names files outside the working folder by their absolute path", () => {
    const { stdout } = runCli("/", ["check", project.folder, "--output-format", "concise"]);
    expect(stdout.split(":")[0]).toBe(project.path("migrations/versions/0002.py").slice(1));
    const elsewhere = runCli(project.path("app"), ["check", project.folder, "--output-format", "concise"]);
    expect(elsewhere.stdout.split(":")[0]).toBe(project.path("migrations/versions/0002.py"));
  });
});

describe("json output", () => {
  it("has ruff's shape", () => {
    const { status, stdout, stderr } = check("--output-format", "json", "--select", "execute-in-try-except");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    const filename = project.path("migrations/versions/0003.py");
    expect(JSON.parse(stdout)).toEqual([
      {
        code: "execute-in-try-except",
        severity: "error",
        message: swallowedMessage,
        filename,
        location: { row: 14, column: 21 },
        end_location: { row: 14, column: 62 },
        fix: {
          applicability: "unsafe",
          message: "Run the body of the try in a savepoint",
          edits: expect.arrayContaining([
            expect.objectContaining({ filename, location: expect.objectContaining({ row: 14 }) }),
          ]),
          create: [],
        },
        related: [],
        url: pathToFileURL(`${import.meta.dirname}/../../docs/rules/execute-in-try-except.md`).href,
      },
    ]);
  });

  it("counts columns in characters, not in UTF-16 units", () => {
    const path = project.write(
      "migrations/versions/0005.py",
      numbered(5, migration(`    print("😀"); op.execute("ALTER TYPE e ADD VALUE '😀'")\n`)),
    );
    const [finding] = JSON.parse(check(path, "--output-format", "json").stdout);
    expect([finding.location, finding.end_location]).toEqual([
      { row: 13, column: 29 },
      { row: 13, column: 55 },
    ]);
  });

  it("lists the files that a fix creates, and its edits of others", () => {
    project.write("pyproject.toml", "[tool.black]\n");
    project.write("migrations/safe_enum_addition.py", "");
    const path = project.write(
      "migrations/versions/0005.py",
      numbered(
        5,
        migration(
          "    safe_add_enum_value('eventtype', 'x')\n",
          "from alembic.utils.safe_enum_addition import safe_add_enum_value\n",
        ),
      ),
    );
    const [finding] = JSON.parse(check(path, "--output-format", "json").stdout);
    expect(finding.code).toBe("enum-helper-not-found");
    expect(finding.fix.create.map(({ content }: { content: string }) => content)).toContainEqual(
      expect.stringContaining("def safe_add_enum_value("),
    );
    const ofSettings = finding.fix.edits.filter(
      ({ filename }: { filename: string }) => filename === project.path("pyproject.toml"),
    );
    expect(ofSettings).toEqual([
      {
        filename: project.path("pyproject.toml"),
        content: expect.stringMatching(/^\[tool\.black\]\n[\s\S]*helper-module/),
        location: { row: 1, column: 1 },
        end_location: { row: 2, column: 1 },
      },
    ]);
  });

  it("is an empty list when nothing is found", () => {
    expect(check("migrations/versions/0004.py", "--output-format", "json")).toEqual({
      status: 0,
      stdout: "[]\n",
      stderr: "",
    });
  });
});

describe("statistics", () => {
  it("count the findings of each rule", () => {
    project.write("migrations/versions/0005.py", numbered(5, swallowed));
    expect(check("--statistics").stdout).toBe("2\texecute-in-try-except\t[*]\n1\tenum-add-in-try-except\t[*]\n");
  });

  it("are JSON where that is asked for, and go with no report of a CI server", () => {
    const { status, stdout } = check("--statistics", "--output-format", "json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toEqual([
      { code: "enum-add-in-try-except", count: 1, fixable: true },
      { code: "execute-in-try-except", count: 1, fixable: true },
    ]);
    const stderr = "error: --statistics can't be combined with --output-format sarif\n";
    expect(check("--statistics", "--output-format", "sarif")).toEqual({ status: 2, stdout: "", stderr });
  });
});
