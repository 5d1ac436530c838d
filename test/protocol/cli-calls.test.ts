import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTry, migration, numbered, withHelper } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject({ "migrations/versions/0002.py": inTry });
});

afterEach(() => project.remove());

const check = (...args: readonly string[]) => runCli(project.folder, ["check", ...args]);
/** The files with findings. */
const found = (...args: readonly string[]): string[] => {
  const { stdout } = check("--output-format", "concise", ...args);
  return stdout.split("\n").flatMap((line) => /^(.*?):\d+:\d+: /.exec(line)?.[1] ?? []);
};

describe("exit status", () => {
  it("is 1 for findings at or above --fail-on, else 0", () => {
    expect(check().status).toBe(1);
    expect(check("--fail-on", "error").status).toBe(1);
    expect(check("--exit-zero").status).toBe(0);
    project.write(
      "migrations/versions/0002.py",
      migration(`    op.execute("ALTER TYPE e ADD VALUE IF NOT EXISTS 'x'")\n`),
    );
    expect(found()).toHaveLength(1);
    expect(check().status).toBe(0);
    expect(check("--fail-on", "info").status).toBe(1);
    project.write("migrations/versions/0002.py", withHelper);
    expect(check("--fail-on", "info").status).toBe(0);
  });

  const wrongCalls: readonly (readonly [readonly string[], string])[] = [
    [["check", "nowhere"], "error: nowhere: no such file or folder\n"],
    [["check", "pyproject.toml/x"], "error: pyproject.toml/x: no such file or folder\n"],
    [["check", "x".repeat(300)], `error: ${"x".repeat(300)}: the name is too long\n`],
    [["check", "versions/*.py"], "error: versions/*.py: no file matches\n"],
    [["check", "--bogus"], "error: unknown option '--bogus'\n"],
    [["check", "--fixx"], "error: unknown option '--fixx' (Did you mean --fix?)\n"],
    [["chek"], "error: unknown command 'chek' (Did you mean check?)\n"],
    [
      ["check", "--select", "enum-add-in-try"],
      "error: --select: no rule is named 'enum-add-in-try'; did you mean 'enum-add-in-try-except'?\n",
    ],
    [
      ["check", "--preset", "strict"],
      "error: option '--preset <preset>' argument 'strict' is invalid. Allowed choices are essential, guidelines, all.\n",
    ],
    [["check", "--select", "E501"], "error: --select: no rule is named 'E501'\n"],
    [
      ["check", "--select", "enum-add-one-by-one,"],
      "error: --select: a rule's name is missing in 'enum-add-one-by-one,'\n",
    ],
    [
      ["check", "--ignore", "execute-in-try-except,enum-add-one-by-two"],
      "error: --ignore: no rule is named 'enum-add-one-by-two'; did you mean 'enum-add-one-by-one'?\n",
    ],
    [
      ["check", "--output-format", "xml"],
      "error: option '--output-format <format>' argument 'xml' is invalid. Allowed choices are full, concise, json, sarif, github, gitlab, junit.\n",
    ],
    [["check", "--stdin-filename", "x.py"], "error: --stdin-filename needs - as the path\n"],
    [["check", "-", "x.py"], "error: - (standard input) can't be combined with other paths\n"],
    [["check", "--config", "none.toml"], "error: --config: none.toml: no such file\n"],
    [["check", "--config", "migrations"], "error: --config: migrations: no such file\n"],
    [["server"], "error: required option '--stdio' not specified\n"],
  ];
  it.each(wrongCalls)("is 2 for %j, with one line that says why", (args, stderr) => {
    expect(runCli(project.folder, args)).toEqual({ status: 2, stdout: "", stderr });
  });

  it("is 2 for a settings file that can't be used, which is named with its line", () => {
    const file = project.write("pyproject.toml", "[tool.alembic-guidelines]\nhelper-module = 3\n");
    const stderr = `error: ${file}:2: helper-module must be a Python module's dotted name\n`;
    expect(check()).toEqual({ status: 2, stdout: "", stderr });
    project.write("pyproject.toml", "[tool.black]\nx = \n");
    const broken = check();
    expect(broken).toMatchObject({ status: 2, stdout: "" });
    expect(broken.stderr).toMatch(/^error: .*pyproject\.toml:2: Invalid TOML document: [^\n]*\n$/);
  });

  it("is 0 for help and version, 2 for nothing at all", () => {
    expect(runCli(project.folder, ["--version"])).toEqual({ status: 0, stdout: "0.1.0\n", stderr: "" });
    expect(check("--help")).toMatchObject({ status: 0, stderr: "" });
    expect(runCli(project.folder, [])).toMatchObject({ status: 2, stdout: "" });
  });
});

describe("what is checked", () => {
  it("is every migration in a folder, found by content, in order, each once", () => {
    project.write("other/place/anything.py", inTry);
    project.write("aaa.py", inTry);
    project.write("migrations/versions/helpers.py", inTry.replace(/^(down_)?revision.*\n|def upgrade/gm, ""));
    project.write("script.txt", inTry);
    expect(found()).toEqual(["aaa.py", "migrations/versions/0002.py", "other/place/anything.py"]);
    expect(found("other", "migrations/versions/0002.py", "other/place/anything.py")).toEqual([
      "migrations/versions/0002.py",
      "other/place/anything.py",
    ]);
  });

  it("is not what lies in dependencies, environments and hidden folders, nor what settings exclude", () => {
    for (const folder of ["node_modules/x", ".venv/lib", "venv/lib", "myenv/lib/python3.12/site-packages/x", ".git"]) {
      project.write(`${folder}/m.py`, inTry);
    }
    project.write("old/m.py", inTry);
    project.write("older/deep/m.py", inTry);
    expect(found()).toEqual(["migrations/versions/0002.py", "old/m.py", "older/deep/m.py"]);
    project.write(
      "pyproject.toml",
      '[tool.alembic-guidelines]\nhelper-module = "migrations.safe_enum_addition"\nexclude = ["old", "older/**"]\n',
    );
    expect(found()).toEqual(["migrations/versions/0002.py"]);
    // What is named is checked.
    expect(found("old/m.py")).toEqual(["old/m.py"]);
    expect(found("--isolated")).toHaveLength(3);
  });

  it("is not what settings exclude in a folder whose name means something in a pattern", () => {
    project.write("app (1) [x]/alembic-guidelines.toml", 'exclude = ["old"]\n');
    project.write("app (1) [x]/old/m.py", inTry);
    project.write("app (1) [x]/new/m.py", inTry);
    expect(found("app (1) [x]")).toEqual(["app (1) [x]/new/m.py"]);
  });

  it("is also what lies in a folder of old migrations, unless settings exclude it", () => {
    // Alembic reads no folders below `versions` by itself: they are no part of the history, but migrations all the same.
    project.write("migrations/versions/archive/0002.py", inTry);
    expect(found()).toEqual(["migrations/versions/0002.py", "migrations/versions/archive/0002.py"]);
    expect(check("--select", "revision-duplicate").status).toBe(0);
    const settings = project.read("pyproject.toml");
    project.write("pyproject.toml", `${settings}exclude = ["**/versions/archive"]\n`);
    expect(found()).toEqual(["migrations/versions/0002.py"]);
  });

  it("is what a pattern stands for that the shell has left as it is", () => {
    project.write("migrations/versions/[x].py", numbered(3, inTry));
    project.write("deep/er/m.py", numbered(4, inTry));
    expect(found("migrations/**/0*.py", "deep/*/*.py")).toEqual(["deep/er/m.py", "migrations/versions/0002.py"]);
    expect(found("migrations/versions/[x].py")).toEqual(["migrations/versions/[x].py"]);
    expect(found("{deep,nowhere}/**")).toEqual(["deep/er/m.py"]);
  });

  it("says so when nothing was a migration; a folder without any is hardly what was meant", () => {
    project.write("app.py", "x = 1\n");
    expect(check("app.py")).toEqual({ status: 0, stdout: "", stderr: "no migration script found\n" });
    expect(check("app.py", "migrations").stderr).toBe("");
    project.write("app/models.py", "x = 1\n");
    expect(check("app")).toEqual({ status: 2, stdout: "", stderr: "no migration script found\n" });
    expect(check("app", "--exit-zero")).toEqual({ status: 0, stdout: "", stderr: "no migration script found\n" });
  });
});

describe("--isolated", () => {
  it("looks at no settings and no other file: the fix can't know the helper, so it is unsafe", () => {
    const fixOf = (...args: readonly string[]) =>
      JSON.parse(check("--output-format", "json", ...args).stdout)[0].fix.applicability;
    expect(fixOf()).toBe("safe");
    expect(fixOf("--isolated")).toBe("unsafe");
    project.write("pyproject.toml", "not toml");
    expect(fixOf("--isolated")).toBe("unsafe");
  });
});

describe("versions and env.py", () => {
  it("are what the project's files say, and the settings before them", () => {
    const context = (...args: readonly string[]): unknown => {
      const run = runCli(project.folder, [
        "operations",
        "--output-format",
        "json",
        ...args,
        "migrations/versions/0002.py",
      ]);
      return JSON.parse(run.stdout)[0].context;
    };
    project.write("uv.lock", '[[package]]\nname = "alembic"\nversion = "1.13.3"\n');
    project.write(
      "migrations/env.py",
      "from alembic import context\ncontext.configure(connection=None, transaction_per_migration=True)\n",
    );
    expect(context()).toMatchObject({
      versions: { alembic: "1.13.3", sqlalchemy: null },
      environment: { transactionPerMigration: true },
    });
    const other = project.write("other.toml", 'alembic-version = "1.8.1"\nsqlalchemy-version = "1.4"\n');
    expect(context("--config", other)).toMatchObject({ versions: { alembic: "1.8.1", sqlalchemy: "1.4.0" } });
    expect(context("--isolated")).toMatchObject({ versions: { alembic: null, sqlalchemy: null }, environment: null });
  });
});

describe("settings", () => {
  it("come from the nearest file that has any", () => {
    const accepted = migration(`    op.execute("ALTER TYPE e ADD VALUE IF NOT EXISTS 'x'")\n`);
    project.write("migrations/versions/0002.py", accepted);
    expect(found()).toHaveLength(1);
    project.write("migrations/alembic-guidelines.toml", "enum-accept-if-not-exists = true\n");
    expect(found()).toEqual([]);
    project.write("migrations/versions/pyproject.toml", "[tool.black]\n");
    expect(found()).toEqual([]);
    const other = project.write("other.toml", "enum-accept-if-not-exists = false\n");
    expect(found("--config", other)).toHaveLength(1);
  });
});
