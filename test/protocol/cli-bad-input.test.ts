import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTry, migration } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject({ "migrations/versions/0002.py": inTry });
});

afterEach(() => project.remove());

const check = (...args: readonly string[]) => runCli(project.folder, ["check", "--output-format", "concise", ...args]);
const good = "migrations/versions/0002.py";
const bad = "migrations/versions/0003.py";
const inGood = /^migrations\/versions\/0002\.py:15:29: error\[enum-add-in-try-except\]/m;

describe("a file that can't be read", () => {
  const undecodable: readonly (readonly [string, Uint8Array, string])[] = [
    [
      "invalid UTF-8",
      Buffer.concat([Buffer.from(inTry), Buffer.from([0xff, 0xfe])]),
      `not valid UTF-8 (byte ${inTry.length})`,
    ],
    ["an unknown encoding", Buffer.from(`# coding: klingon\n${inTry}`), "encoding 'klingon' is not supported"],
    ["a byte that its encoding lacks", Buffer.from(`# coding: ascii\n# é\n${inTry}`), "not valid ascii (byte 18)"],
  ];
  it.each(undecodable)("because of %s is named in one line, and the others are checked", (_, bytes, problem) => {
    project.write(bad, bytes);
    const { status, stdout, stderr } = check();
    expect({ status, stderr }).toEqual({ status: 2, stderr: `${bad}: ${problem}\n` });
    expect(stdout).toMatch(inGood);
  });

  it("is left as it is when its encoding lacks a character of the fix", () => {
    project.write("pyproject.toml", '[tool.alembic-guidelines]\nhelper-module = "migrations.hélfer"\n');
    project.write("migrations/hélfer.py", project.read("migrations/safe_enum_addition.py"));
    const source = Buffer.from(`# coding: ascii\n${inTry}`);
    project.write(bad, source);
    expect(check("--fix", bad)).toMatchObject({ status: 2, stderr: `${bad}: 'é' can't be written in ascii\n` });
    expect(project.bytes(bad)).toEqual(source);
  });
});

describe("strange input", () => {
  const finding = `    op.execute("ALTER TYPE e ADD VALUE 'x'")\n`;
  const deep = `${"(".repeat(2000)}1${")".repeat(2000)}`;
  const inputs: Readonly<Record<string, string>> = {
    "a NUL byte": migration(`${finding}    x = "\0"\n`),
    CRLF: migration(finding).replaceAll("\n", "\r\n"),
    "a byte order mark": `\ufeff${migration(finding)}`,
    tabs: migration(`\top.execute("ALTER TYPE e ADD VALUE 'x'")\n`),
    "Python 2": migration(`${finding}    print "done"\n    exec "x"\n`),
    "a Python 3.12 f-string": migration(`${finding}    x = f"{d["a"]} {f"{"b"}"}"\n`),
    "2,000 nested parentheses": migration(`${finding}    x = ${deep}\n`),
    "2,000 nested parentheses in SQL": migration(`${finding}    op.execute("SELECT ${deep}")\n`),
    "a syntax error in other SQL": migration(`${finding}    op.execute("ALTER TABEL t ADD")\n`),
    "an unterminated SQL literal": migration(`${finding}    op.execute("INSERT INTO t VALUES ('abc)")\n`),
    "an unterminated Python string": `${migration(finding)}\nx = """abc`,
  };
  it.each(Object.entries(inputs))("with %s loses no finding", (_, text) => {
    project.write(bad, text);
    const { status, stdout, stderr } = check();
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toMatch(inGood);
    expect(stdout).toMatch(/^migrations\/versions\/0003\.py:13:\d+: warning\[enum-add-without-helper\]/m);
  });

  it("of five megabytes is checked too", () => {
    project.write(
      bad,
      migration(finding + `    op.execute("INSERT INTO t VALUES (1, 'a row of a long table')")\n`.repeat(75_000)),
    );
    expect(check(bad)).toMatchObject({ status: 1, stderr: "" });
  });

  it("of any length of a migration's beginning brings no crash", () => {
    for (let length = 0; length <= inTry.length; length += 7) {
      project.write(`cut/versions/${String(length).padStart(4, "0")}.py`, inTry.slice(0, length));
    }
    const { status, stderr } = check("cut", good);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  });
});
