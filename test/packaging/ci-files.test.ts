import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { schemaProblems } from "../protocol/json-schemas.ts";
import { inTry, numbered, withHelper } from "../protocol/migrations.ts";
import { SampleProject } from "../protocol/sample-project.ts";

const root = join(import.meta.dirname, "../..");
const read = (name: string): unknown => parse(readFileSync(join(root, name), "utf8"));

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject({
    "migrations/versions/0002.py": inTry,
    "migrations/versions/0003.py": numbered(3, withHelper),
  });
});

afterEach(() => project.remove());

it("the hooks and the action are what pre-commit and GitHub read", () => {
  expect(schemaProblems("pre-commit-hooks.json", read(".pre-commit-hooks.yaml"))).toEqual([]);
  expect(schemaProblems("github-action.json", read("action.yml"))).toEqual([]);
  expect(schemaProblems("github-action.json", { name: "no more" })).not.toEqual([]);
});

describe("the action for GitHub", () => {
  const inputs = { PATHS: ".", SINCE: "", ARGUMENTS: "", SARIF_FILE: "" };
  const run = (given: Partial<typeof inputs>) => {
    const env = { ...process.env, ...inputs, ...given, GITHUB_ACTION_PATH: root, GITHUB_WORKSPACE: project.folder };
    const { status, stdout } = spawnSync("bash", [join(root, "ci/github-check.sh")], {
      cwd: project.folder,
      env,
      encoding: "utf8",
    });
    return { status, stdout };
  };

  it("is given every input that its script takes", () => {
    const action = read("action.yml");
    expect(action).toMatchObject({
      runs: {
        steps: [
          expect.anything(),
          { env: Object.fromEntries(Object.keys(inputs).map((name) => [name, expect.any(String)])) },
        ],
      },
    });
  });

  it("annotates, and fails the step", () => {
    const { status, stdout } = run({});
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^::error title=alembic-guidelines \(enum-add-in-try-except\),file=migrations\/versions\/0002\.py,/,
    );
  });

  it("takes several paths and arguments, and passes where nothing is found", () => {
    const paths = "migrations/versions/0001.py migrations/versions/0002.py";
    expect(run({ PATHS: paths, ARGUMENTS: "--ignore enum-add-in-try-except --no-cache" })).toEqual({
      status: 0,
      stdout: "",
    });
  });

  it("writes SARIF besides, also where it fails", () => {
    expect(run({ SARIF_FILE: "found.sarif" }).status).toBe(1);
    const log = JSON.parse(project.read("found.sarif"));
    expect(schemaProblems("sarif-2.1.0-rtm.5.json", log)).toEqual([]);
    expect(log.runs[0].results).toHaveLength(1);
  });
});

describe("the job for GitLab", () => {
  it("writes its Code Quality report by its own script, with the package that it is told", () => {
    const job: { readonly [name: string]: { readonly script: readonly string[]; readonly artifacts: unknown } } = parse(
      readFileSync(join(root, "ci/gitlab.yml"), "utf8"),
    );
    const [script = ""] = job["alembic-guidelines"]?.script ?? [];
    const packed = spawnSync("npm", ["pack", "--json", "--pack-destination", project.folder], {
      cwd: root,
      encoding: "utf8",
    });
    const [{ filename }] = JSON.parse(packed.stdout);
    const variables = {
      ALEMBIC_GUIDELINES_PACKAGE: project.path(filename),
      ALEMBIC_GUIDELINES_PATHS: ".",
      CI_PROJECT_DIR: project.folder,
    };
    const run = spawnSync("bash", ["-c", script], {
      cwd: project.folder,
      env: { ...process.env, ...variables },
      encoding: "utf8",
    });
    expect(run.status).toBe(1);
    const report = JSON.parse(project.read("gl-code-quality-report.json"));
    expect(report).toEqual([
      expect.objectContaining({
        check_name: "enum-add-in-try-except",
        location: expect.objectContaining({ path: "migrations/versions/0002.py" }),
      }),
    ]);
    expect(job["alembic-guidelines"]?.artifacts).toMatchObject({
      when: "always",
      reports: { codequality: "gl-code-quality-report.json" },
    });
  });
});
