import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTry } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject({
    "migrations/versions/0002.py": inTry,
    "pyproject.toml": `[project]
name = "shop"

[tool.alembic-guidelines]
helper-module = "migrations.safe_enum_addition"
known-schemas = ["public", "billing"]

[tool.alembic-guidelines.rules]
enum-add-one-by-one = "off"
`,
    "requirements.txt": "alembic==1.13.1\n",
  });
});

afterEach(() => project.remove());

const config = (...args: readonly string[]) => runCli(project.folder, ["config", ...args], "", { VIRTUAL_ENV: "" });

describe("config", () => {
  it("shows each setting and where it was set", () => {
    const [{ settings, environment }] = JSON.parse(config("--output-format", "json").stdout);
    const file = project.path("pyproject.toml");
    expect(environment).toBe(project.path("migrations"));
    expect(settings).toEqual(
      expect.arrayContaining([
        { name: "preset", value: "guidelines", source: "default" },
        { name: "rules", value: { "enum-add-one-by-one": "off" }, source: `${file}:8` },
        { name: "helper-module", value: "migrations.safe_enum_addition", source: `${file}:5` },
        { name: "known-schemas", value: ["public", "billing"], source: `${file}:6` },
        { name: "postgres-version", value: null, source: "default" },
      ]),
    );
  });

  it("shows what is known of the project and whence", () => {
    const [{ context }] = JSON.parse(config("--output-format", "json").stdout);
    expect(context).toEqual(
      expect.arrayContaining([
        { name: "environment", value: project.path("migrations"), source: `${project.path("alembic.ini")} [alembic]` },
        { name: "Alembic", value: "1.13.1", source: `requirements in ${project.folder}` },
        { name: "SQLAlchemy", value: null, source: "nothing says it" },
        {
          name: "enum helper",
          value: "migrations.safe_enum_addition",
          source: project.path("migrations/safe_enum_addition.py"),
        },
        { name: "revisions", value: 2, source: "the scripts in the version locations" },
        { name: "heads", value: ["0002_new_value"], source: "the same" },
      ]),
    );
  });

  it("is read by people, too", () => {
    const { status, stdout, stderr } = config("migrations/versions/0002.py");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^Settings for the migrations of migrations\n {2}preset +guidelines {2}default\n/);
    expect(stdout).toMatch(/\n {2}postgres-version +not set {2}default\n/);
    expect(stdout).toMatch(/\nWhat is known around them\n {2}environment +migrations {2}alembic\.ini \[alembic\]\n/);
    expect(stdout).toMatch(/\n {2}Alembic +1\.13\.1 {2}requirements in \.\n/);
  });

  it("says what is wrong with a settings file, and where there is no environment", () => {
    project.write("pyproject.toml", "[tool.alembic-guidelines]\npresset = 1\n");
    const { status, stderr } = config();
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: .*pyproject\.toml:2: /);
    const nowhere = runCli("/", ["config", "/etc"]);
    expect(nowhere.stderr).toBe("error: /etc: no Alembic environment there, none around it\n");
  });
});
