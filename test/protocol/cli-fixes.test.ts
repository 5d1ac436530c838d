import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, lstatSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundle } from "./bundle.ts";
import { inTry, migration, numbered, swallowed, swallowedFixed, withHelper } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject();
});

afterEach(() => project.remove());

const check = (...args: readonly string[]) => runCli(project.folder, ["check", ...args]);
const version = "migrations/versions/0002.py";

describe("--fix", () => {
  it("turns the guideline's bad example into its good one", () => {
    project.write(version, inTry);
    expect(check("--fix")).toEqual({
      status: 0,
      stdout: "Fixed 1 finding; none remain in 2 migrations.\n",
      stderr: "",
    });
    expect(project.read(version)).toBe(withHelper);
    expect(readdirSync(project.path("migrations/versions"))).toEqual(["0001.py", "0002.py"]);
  });

  it("keeps CRLF line endings", () => {
    project.write(version, inTry.replaceAll("\n", "\r\n"));
    expect(check("--fix").status).toBe(0);
    expect(project.read(version)).toBe(withHelper.replaceAll("\n", "\r\n"));
  });

  it("keeps the byte order mark", () => {
    project.write(version, `\ufeff${inTry}`);
    expect(check("--fix").status).toBe(0);
    expect(project.read(version)).toBe(`\ufeff${withHelper}`);
  });

  it("keeps the encoding that the source declares", () => {
    const latin = (text: string) => Buffer.from(`# -*- coding: latin-1 -*-\n# naïve\n${text}`, "latin1");
    project.write(version, latin(inTry));
    expect(check("--fix").status).toBe(0);
    expect(project.bytes(version)).toEqual(latin(withHelper));
  });

  it("keeps the file's mode, and a link to it", () => {
    const target = project.write("shared/0002.py", inTry);
    chmodSync(target, 0o664);
    project.write("migrations/versions/README", "");
    symlinkSync(target, project.path(version));
    expect(check("--fix", version).status).toBe(0);
    expect(project.read("shared/0002.py")).toBe(withHelper);
    expect(lstatSync(project.path(version)).isSymbolicLink()).toBe(true);
    expect(statSync(target).mode & 0o777).toBe(0o664);
  });

  it("applies fixes one after the other, so that the last one takes the import that nobody uses any more", () => {
    const attempt = (type: string) => `    try:
        op.execute(sa.text("ALTER TYPE ${type} ADD VALUE 'x'"))
    except Exception:
        pass
`;
    project.write(version, migration(`    import sqlalchemy as sa\n${attempt("a")}${attempt("b")}`));
    expect(check("--fix").status).toBe(0);
    expect(project.read(version)).toBe(
      migration(
        "    safe_add_enum_value('a', 'x')\n    safe_add_enum_value('b', 'x')\n",
        "from alembic import op\nfrom migrations.safe_enum_addition import safe_add_enum_value\n",
      ),
    );
  });

  it("goes on until nothing changes: calls in a row become one", () => {
    project.write(
      version,
      migration(
        `    op.execute("ALTER TYPE eventtype ADD VALUE 'a'")\n    op.execute("ALTER TYPE eventtype ADD VALUE 'b'")\n`,
      ),
    );
    expect(check("--fix").status).toBe(0);
    expect(project.read(version)).toBe(
      migration(
        "    safe_add_multiple_enum_values('eventtype', [\n        'a',\n        'b'\n    ])\n",
        "from alembic import op\nfrom migrations.safe_enum_addition import safe_add_multiple_enum_values\n",
      ),
    );
  });

  it("leaves unsafe fixes, and --unsafe-fixes alone changes nothing", () => {
    project.write(version, swallowed);
    expect(check("--fix").status).toBe(1);
    expect(check("--unsafe-fixes").status).toBe(1);
    expect(project.read(version)).toBe(swallowed);
    expect(check("--fix", "--unsafe-fixes").status).toBe(0);
    expect(project.read(version)).toBe(swallowedFixed);
  });

  it("applies only the fixes of selected rules", () => {
    project.write(version, inTry);
    expect(check("--fix", "--ignore", "enum-add-in-try-except").status).toBe(0);
    expect(check("--fix", "--select", "execute-in-try-except").status).toBe(0);
    expect(project.read(version)).toBe(inTry);
  });

  it("creates the helper where that is what the fix needs, and the next file finds it", () => {
    project.write("pyproject.toml", "");
    project.write("migrations/safe_enum_addition.py", "");
    const text = migration(
      "    safe_add_enum_value('eventtype', 'x')\n",
      "from alembic.utils.safe_enum_addition import safe_add_enum_value\n",
    );
    project.write(version, text);
    project.write("migrations/versions/0003.py", numbered(3, inTry));
    expect(check("--fix").status).toBe(1);
    expect(project.read("pyproject.toml")).toBe("");
    expect(check("--fix", "--unsafe-fixes")).toMatchObject({ status: 0, stderr: "" });
    const module = /helper-module = "(.*)"/.exec(project.read("pyproject.toml"))?.[1] ?? "";
    expect(project.read(version)).toContain(`from ${module} import safe_add_enum_value\n`);
    expect(project.read("migrations/versions/0003.py")).toBe(
      numbered(3, withHelper).replace("migrations.safe_enum_addition", module),
    );
    expect(project.read(`${module.replaceAll(".", "/")}.py`)).toContain("def safe_add_enum_value(");
    expect(check().status).toBe(0);
  });
});

describe("a fix that can't be written", () => {
  it("leaves every migration as it was, and says so, when the disk is full", () => {
    project.write(version, inTry);
    // A limit of nothing on the size of files: writing fails as it does on a full disk.
    const command = `ulimit -f 0; exec '${process.execPath}' '${bundle}' check --fix --output-format concise`;
    const run = spawnSync("bash", ["-c", command], { cwd: project.folder, encoding: "utf8" });
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/^migrations\/versions\/0002\.py: can't be written: EFBIG/);
    expect(run.stdout).toContain("error[enum-add-in-try-except]");
    expect(project.read(version)).toBe(inTry);
    expect(readdirSync(project.path("migrations/versions"))).toEqual(["0001.py", "0002.py"]);
  });

  // Written beside the migration first, under a longer name, which no file system takes.
  const unwritable = `migrations/versions/${"a".repeat(250)}.py`;

  it("leaves no other file changed, is said in one line, and leaves the finding", () => {
    project.write("pyproject.toml", "");
    rmSync(project.path("migrations/safe_enum_addition.py"));
    project.write(unwritable, inTry);
    project.write("migrations/versions/b.py", numbered(3, inTry));
    const files = () => readdirSync(project.folder, { recursive: true, encoding: "utf8" }).sort();
    const before = files();
    const first = check("--fix", "--unsafe-fixes", "--output-format", "concise", unwritable);
    expect(first.status).toBe(2);
    expect(first.stderr).toBe(`${unwritable}: can't be written: the name is too long\n`);
    expect(first.stdout).toContain(`${unwritable}:15:29: error[enum-add-in-try-except]`);
    expect(files()).toEqual(before);
    expect(project.read("pyproject.toml")).toBe("");
    // The next file's fix does not take for there what was not written.
    expect(check("--fix", "--unsafe-fixes").stdout).toContain("Fixed 1 finding; remaining: 1 error.");
    expect(project.read("migrations/utils/safe_enum_addition.py")).toContain("def safe_add_enum_value(");
  });

  it("leaves the helper for the next file to create where the migration's encoding lacks a character", () => {
    project.write("pyproject.toml", '[tool.alembic-guidelines]\nhelper-module = "migrations.hélfer"\n');
    project.write("migrations/versions/0001.py", `# coding: ascii\n${inTry}`);
    expect(check("--fix", "--unsafe-fixes")).toMatchObject({
      status: 2,
      stderr: "migrations/versions/0001.py: 'é' can't be written in ascii\n",
    });
    expect(existsSync(project.path("migrations/hélfer.py"))).toBe(false);
  });
});

describe("--diff", () => {
  it("shows what --fix would change, and writes nothing", () => {
    project.write(version, inTry);
    expect(check("--diff")).toEqual({
      status: 1,
      stdout: `--- ${version}
+++ ${version}
@@ -4,18 +4,14 @@
 Revises: 0001_base
 """
 from alembic import op
+from migrations.safe_enum_addition import safe_add_enum_value
 
 revision = "0002_new_value"
 down_revision = "0001_base"
 
 
 def upgrade() -> None:
-    import sqlalchemy as sa
-    try:
-        op.execute(sa.text("ALTER TYPE eventtype ADD VALUE 'new_value'"))
-    except Exception as e:
-        if "already exists" not in str(e).lower():
-            raise
+    safe_add_enum_value('eventtype', 'new_value')
 
 
 def downgrade() -> None:
`,
      stderr: "Would fix 1 finding; none remain in 2 migrations.\n",
    });
    expect(project.read(version)).toBe(inTry);
  });

  it("includes unsafe fixes, and the files they create, when asked", () => {
    project.write("pyproject.toml", "");
    project.write("migrations/safe_enum_addition.py", "");
    project.write(
      version,
      migration(
        "    safe_add_enum_value('eventtype', 'x')\n",
        "from alembic.utils.safe_enum_addition import safe_add_enum_value\n",
      ),
    );
    expect(check("--diff").stdout).toBe("");
    project.write("migrations/versions/0003.py", numbered(3, inTry));
    const { stdout } = check("--diff", "--unsafe-fixes");
    const created = [...stdout.matchAll(/^--- \/dev\/null\n\+\+\+ (.*)\.py$/gm)].map(([, path]) => path);
    const module = /^\+helper-module = "(.*)"$/m.exec(stdout)?.[1];
    expect(created).toContain(module?.replaceAll(".", "/"));
    expect(new Set(created).size).toBe(created.length);
    // The next file is repaired as if the helper were there.
    expect(stdout.slice(stdout.indexOf("--- migrations/versions/0003.py"))).toContain(
      `\n+from ${module} import safe_add_enum_value\n`,
    );
    expect(stdout).toContain("--- pyproject.toml\n+++ pyproject.toml\n");
    expect(stdout).toContain(`--- ${version}\n`);
    expect(project.read("pyproject.toml")).toBe("");
    expect(existsSync(project.path("migrations/utils"))).toBe(false);
  });

  it("says why the status is 1 where no fix is safe", () => {
    project.write(version, swallowed);
    expect(check("--diff")).toEqual({
      status: 1,
      stdout: "",
      stderr: "Found 1 finding: 1 error.\n1 fixable with --fix --unsafe-fixes.\n",
    });
  });

  it("is empty, with status 0, when there is nothing to fix", () => {
    project.write(version, withHelper);
    expect(check("--diff")).toEqual({ status: 0, stdout: "", stderr: "No findings in 2 migrations.\n" });
  });
});

describe("standard input", () => {
  const stdin = (input: string | Uint8Array, ...args: readonly string[]) =>
    runCli(project.folder, ["check", "-", ...args], input);

  it("is checked under the given name, in its project", () => {
    const run = stdin(inTry, "--stdin-filename", version, "--output-format", "concise");
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/^migrations\/versions\/0002\.py:15:29: error\[enum-add-in-try-except\] /);
  });

  it("comes out fixed on standard output, findings aside", () => {
    const fixed = stdin(inTry, "--fix", "--stdin-filename", version);
    expect(fixed).toEqual({
      status: 0,
      stdout: withHelper,
      stderr: "Fixed 1 finding; none remain in 1 migration.\n",
    });
    expect(existsSync(project.path(version))).toBe(false);
    const rest = stdin(swallowed, "--fix", "--output-format", "concise");
    expect(rest).toMatchObject({ status: 1, stdout: swallowed });
    expect(rest.stderr).toMatch(/^-:14:21: error\[execute-in-try-except\] /);
  });

  it("comes out as it is when it is not Python's UTF-8", () => {
    const source = Buffer.concat([Buffer.from(inTry), Buffer.from([0xff])]);
    const run = spawnSync(process.execPath, [bundle, "check", "-", "--fix"], { cwd: project.folder, input: source });
    expect(run.status).toBe(2);
    expect(run.stderr.toString()).toBe(`-: not valid UTF-8 (byte ${inTry.length})\n`);
    expect(run.stdout).toEqual(source);
  });

  it("comes out as it is when it is no migration", () => {
    expect(stdin("print(1)\n", "--fix")).toEqual({
      status: 0,
      stdout: "print(1)\n",
      stderr: "no migration script found\n",
    });
  });
});
