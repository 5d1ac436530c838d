import { XMLParser } from "fast-xml-parser";
import type { Log } from "sarif";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { schemaProblems } from "./json-schemas.ts";
import { inTry, migration, numbered, swallowed, withHelper } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject({
    "db/migrations/versions/0002.py": inTry,
    "db/migrations/versions/0003.py": numbered(3, swallowed),
    "db/migrations/versions/0004.py": numbered(4, withHelper),
  });
});

afterEach(() => project.remove());

const inTryMessage =
  "ALTER TYPE eventtype ADD VALUE 'new_value' fails where the value is there already, and PostgreSQL aborts the transaction: the except clause can't revive it, and the next statement dies. Call safe_add_enum_value, which adds only what is missing.";
const swallowedMessage =
  "When this statement fails, PostgreSQL aborts the transaction: the except clause hides the error, and the next statement dies. Run it in a savepoint inside the try.";

/** Runs `check` in the folder `db` of a repository that a CI server has checked out. */
function checkIn(ci: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const here = { GITHUB_WORKSPACE: "", CI_PROJECT_DIR: "", ...ci };
  return runCli(project.path("db"), ["check", "--isolated", ...args], "", here);
}

describe("github", () => {
  const check = (...args: readonly string[]) =>
    checkIn({ GITHUB_WORKSPACE: project.folder }, "--output-format", "github", ...args);

  it("prints a workflow command for each finding, with the file as the repository has it", () => {
    expect(check()).toEqual({
      status: 1,
      stdout: [
        `::error title=alembic-guidelines (enum-add-in-try-except),file=db/migrations/versions/0002.py,line=15,col=29,endColumn=71,endLine=15::enum-add-in-try-except: ${inTryMessage}\n`,
        `::error title=alembic-guidelines (execute-in-try-except),file=db/migrations/versions/0003.py,line=14,col=21,endColumn=62,endLine=14::execute-in-try-except: ${swallowedMessage}\n`,
      ].join(""),
      stderr: "",
    });
  });

  it("prints nothing where nothing is found", () => {
    expect(check("migrations/versions/0004.py")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("escapes what would end a property or a line", () => {
    project.write("db/migrations/versions/a,b:100%.py", inTry);
    const { stdout } = check("migrations/versions/a,b:100%.py");
    expect(stdout).toContain(",file=db/migrations/versions/a%2Cb%3A100%25.py,line=15,");
  });

  it("leaves columns out of a finding of several lines, which GitHub would refuse", () => {
    const call =
      '    try:\n        op.execute(\n            """UPDATE events\n            SET kind = 1"""\n        )\n';
    project.write(
      "db/migrations/versions/0005.py",
      numbered(5, migration(`${call}    except Exception:\n        pass\n`)),
    );
    expect(check("migrations/versions/0005.py").stdout).toContain("0005.py,line=15,endLine=16::execute-in-try-except");
  });
});

describe("gitlab", () => {
  const check = (...args: readonly string[]) =>
    JSON.parse(checkIn({ CI_PROJECT_DIR: project.folder }, "--output-format", "gitlab", ...args).stdout);

  it("is a Code Quality report, with the file as the repository has it", () => {
    expect(check()).toEqual([
      {
        check_name: "enum-add-in-try-except",
        description: inTryMessage,
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        severity: "critical",
        location: {
          path: "db/migrations/versions/0002.py",
          positions: { begin: { line: 15, column: 29 }, end: { line: 15, column: 71 } },
        },
      },
      {
        check_name: "execute-in-try-except",
        description: swallowedMessage,
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        severity: "critical",
        location: {
          path: "db/migrations/versions/0003.py",
          positions: { begin: { line: 14, column: 21 }, end: { line: 14, column: 62 } },
        },
      },
    ]);
  });

  it("gives a finding that has moved the same fingerprint, and each of two alike its own", () => {
    const fingerprints = (): string[] => check().map(({ fingerprint }: { fingerprint: string }) => fingerprint);
    const before = fingerprints();
    project.write("db/migrations/versions/0002.py", inTry.replace("revision =", "\n\nrevision ="));
    expect(fingerprints()).toEqual(before);
    const twice = swallowed.replace(
      "        pass\n",
      `        pass\n${swallowed.split("upgrade() -> None:\n")[1]?.split("\n\ndef")[0]}`,
    );
    project.write("db/migrations/versions/0003.py", numbered(3, twice));
    expect(new Set(fingerprints()).size).toBe(3);
  });

  it("is an empty list where nothing is found", () => {
    expect(check("migrations/versions/0004.py")).toEqual([]);
  });
});

describe("junit", () => {
  const read = (text: string) => new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(text);

  it("has a suite for each migration, a failed case for each finding, a passed one where there is none", () => {
    const { status, stdout } = checkIn({}, "--output-format", "junit");
    expect(status).toBe(1);
    expect(read(stdout).testsuites).toEqual({
      name: "alembic-guidelines",
      tests: "3",
      failures: "2",
      errors: "0",
      testsuite: [
        {
          name: "migrations/versions/0002.py",
          tests: "1",
          failures: "1",
          errors: "0",
          testcase: {
            name: "enum-add-in-try-except at 15:29",
            classname: "migrations/versions/0002.py",
            failure: {
              type: "error",
              message: inTryMessage,
              "#text": `migrations/versions/0002.py:15:29: ${inTryMessage}`,
            },
          },
        },
        {
          name: "migrations/versions/0003.py",
          tests: "1",
          failures: "1",
          errors: "0",
          testcase: {
            name: "execute-in-try-except at 14:21",
            classname: "migrations/versions/0003.py",
            failure: {
              type: "error",
              message: swallowedMessage,
              "#text": `migrations/versions/0003.py:14:21: ${swallowedMessage}`,
            },
          },
        },
        {
          name: "migrations/versions/0004.py",
          tests: "1",
          failures: "0",
          errors: "0",
          testcase: { name: "alembic-guidelines", classname: "migrations/versions/0004.py" },
        },
      ],
    });
  });

  it("escapes what XML would take for its own, and leaves out what it can't hold", () => {
    const name = 'a<b>&"\u0001.py';
    project.write(`db/migrations/versions/${name}`, inTry.replace("new_value'\"", "<&\u0001>'\""));
    const { stdout } = checkIn({}, "--output-format", "junit", `migrations/versions/${name}`);
    const suite = read(stdout).testsuites.testsuite;
    expect(suite.name).toBe('migrations/versions/a<b>&"\ufffd.py');
    expect(suite.testcase.classname).toBe('migrations/versions/a<b>&"\ufffd.py');
    expect(suite.testcase.failure.message).toContain("ADD VALUE '<&\ufffd>' fails");
  });
});

describe("sarif", () => {
  const check = (...args: readonly string[]): Log =>
    JSON.parse(checkIn({ GITHUB_WORKSPACE: project.folder }, "--output-format", "sarif", ...args).stdout);

  it("is valid SARIF 2.1.0", () => {
    expect(schemaProblems("sarif-2.1.0-rtm.5.json", check())).toEqual([]);
    expect(schemaProblems("sarif-2.1.0-rtm.5.json", check("migrations/versions/0004.py"))).toEqual([]);
    // The schema can say no.
    expect(schemaProblems("sarif-2.1.0-rtm.5.json", { version: "2.1.0", runs: [{}] })).not.toEqual([]);
  });

  it("says whether all was checked", () => {
    const succeeded = () => check().runs[0]?.invocations?.[0]?.executionSuccessful;
    expect(succeeded()).toBe(true);
    project.write(
      "db/migrations/versions/0005.py",
      Buffer.from([...Buffer.from("revision = down_revision = 1 #"), 0xff]),
    );
    expect(succeeded()).toBe(false);
  });

  it("has rule, level, place and fix of each finding", () => {
    const [run] = check().runs;
    expect(run?.results).toEqual([
      {
        ruleId: "enum-add-in-try-except",
        ruleIndex: 0,
        level: "error",
        message: { text: inTryMessage },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "db/migrations/versions/0002.py", uriBaseId: "SRCROOT" },
              region: { startLine: 15, startColumn: 29, endLine: 15, endColumn: 71 },
            },
          },
        ],
        fixes: [
          expect.objectContaining({
            description: { text: "Use safe_add_enum_value" },
            properties: { applicability: "unsafe" },
          }),
        ],
        partialFingerprints: { "alembicGuidelines/v1": expect.stringMatching(/^[0-9a-f]{32}$/) },
      },
      expect.objectContaining({ ruleId: "execute-in-try-except", ruleIndex: 1 }),
    ]);
    expect(run?.tool.driver.rules?.map(({ id }) => id)).toEqual(["enum-add-in-try-except", "execute-in-try-except"]);
  });

  it("carries the rule's whole page", () => {
    const [rule] = check().runs[0]?.tool.driver.rules ?? [];
    expect(rule?.help?.markdown).toContain("# enum-add-in-try-except\n");
    expect(rule?.help?.markdown).toContain("## Good");
  });

  it("gives the fix's edits by lines and columns", () => {
    const [finding] = check("migrations/versions/0003.py").runs[0]?.results ?? [];
    expect(finding?.fixes?.[0]?.artifactChanges).toEqual([
      {
        artifactLocation: { uri: "db/migrations/versions/0003.py", uriBaseId: "SRCROOT" },
        replacements: expect.arrayContaining([
          {
            deletedRegion: expect.objectContaining({ startLine: expect.any(Number), startColumn: expect.any(Number) }),
            insertedContent: { text: expect.any(String) },
          },
        ]),
      },
    ]);
  });

  it("names a file outside of the repository by its whole URI", () => {
    const log = JSON.parse(
      checkIn({ GITHUB_WORKSPACE: "/somewhere/else" }, "--output-format", "sarif", "migrations/versions/0002.py")
        .stdout,
    );
    const [place] = log.runs[0].results[0].locations;
    expect(place.physicalLocation.artifactLocation.uri).toBe(
      `file://${project.path("db/migrations/versions/0002.py")}`,
    );
  });
});
