import { readdirSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTry } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject({
    "migrations/script.py.mako": `"""\${message}\n\nRevises: \${down_revision | comma,n}\n"""\nrevision = \${repr(up_revision)}\ndown_revision = \${repr(down_revision)}\n\n\ndef upgrade():\n    \${upgrades if upgrades else "pass"}\n`,
  });
});

afterEach(() => project.remove());

const run = (...args: readonly string[]) => runCli(project.folder, args);
const scripts = () => readdirSync(project.path("migrations/versions"));

describe("new", () => {
  it("writes a migration from the project's template, after the only head", () => {
    const { status, stdout, stderr } = run("new", "add", "a table");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const [, revision] = /^migrations\/versions\/([0-9a-f]{12})_add_a_table\.py\n$/.exec(stdout) ?? [];
    expect(project.read(stdout.trim())).toBe(
      `"""add a table\n\nRevises: 0001_base\n"""\nrevision = '${revision}'\ndown_revision = '0001_base'\n\n\ndef upgrade():\n    pass\n`,
    );
    expect(run("new", "another").status).toBe(0);
    expect(run("graph").status).toBe(0);
  });

  it("writes one from the guideline's template, with the project's helper, which is clean", () => {
    const { stdout } = run("new", "--template", "guideline", "Add an event type");
    const text = project.read(stdout.trim());
    expect(text).toContain('"""Add an event type\n\nRevision ID: ');
    expect(text).toContain("from migrations.safe_enum_addition import safe_add_enum_value\n");
    expect(run("check", stdout.trim()).stdout).toBe("No findings in 1 migration.\n");
  });

  it("takes the guideline's template where the project has none", () => {
    project.write("other/env.py", "from alembic import context\n");
    project.write("other/alembic.ini", "[alembic]\nscript_location = %(here)s\n");
    const { status, stdout } = run("new", "--directory", "other", "First");
    expect(status).toBe(0);
    expect(project.read(stdout.trim())).toContain("down_revision: Union[str, None] = None\n");
  });

  it("names files as alembic.ini says", () => {
    const ini = project.read("alembic.ini");
    writeFileSync(project.path("alembic.ini"), `${ini}file_template = %%(year)d_%%(slug)s\n`);
    const name = `migrations/versions/${new Date().getFullYear()}_add_a_table.py`;
    expect(run("new", "Add a table").stdout).toBe(`${name}\n`);
    // Another one of that name must not take the place of the first.
    const first = project.read(name);
    expect(run("new", "Add a table")).toEqual({
      status: 2,
      stdout: "",
      stderr: `error: ${name}: there is such a file already\n`,
    });
    expect(project.read(name)).toBe(first);
  });

  it("wants to know which of several heads is meant", () => {
    project.write("migrations/versions/0002.py", inTry);
    project.write("migrations/versions/0002b.py", inTry.replaceAll("0002_new_value", "0002_other"));
    expect(run("new", "x")).toEqual({
      status: 2,
      stdout: "",
      stderr: "error: there are several heads; name the one to follow with --head: 0002_new_value, 0002_other\n",
    });
    expect(project.read(run("new", "x", "--head", "0002_other").stdout.trim())).toContain("Revises: 0002_other\n");
    expect(run("new", "x", "--head", "nowhere").stderr).toBe("error: --head: no revision goes by 'nowhere'\n");
  });

  it("leaves a template with Python in it to Alembic, and writes nothing", () => {
    project.write("migrations/script.py.mako", "<%!\nimport re\n%>\n");
    const before = scripts();
    expect(run("new", "x")).toEqual({
      status: 2,
      stdout: "",
      stderr:
        'error: script.py.mako: line 1 of the template has Python in it, which only Alembic can fill: use "alembic revision", or --template guideline\n',
    });
    expect(scripts()).toEqual(before);
  });
});
