import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "alembic-guidelines-new-rule-"));
  cpSync(join(root, "scripts/new-rule.mjs"), join(copy, "scripts/new-rule.mjs"));
  cpSync(join(root, "server/src/rules/index.ts"), join(copy, "server/src/rules/index.ts"));
});

afterEach(() => rmSync(copy, { recursive: true }));

function newRule(name: string) {
  const run = spawnSync(process.execPath, [join(copy, "scripts/new-rule.mjs"), name], { encoding: "utf8" });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

const read = (path: string) => readFileSync(join(copy, path), "utf8");

test("makes a rule's file, page and test, and puts it into the list in its place", () => {
  const before = read("server/src/rules/index.ts");
  expect(newRule("enum-label-shouted")).toEqual({
    status: 0,
    stdout: `server/src/rules/enum-label-shouted.ts
docs/rules/enum-label-shouted.md
test/unit/rules/enum-label-shouted.test.ts
server/src/rules/index.ts
Next: CONTRIBUTING.md, "A new rule".
`,
    stderr: "",
  });
  const after = read("server/src/rules/index.ts").split("\n");
  const added = ['import { enumLabelShouted } from "./enum-label-shouted.ts";', "  enumLabelShouted,"];
  expect(after.filter((line) => !added.includes(line)).join("\n")).toBe(before);
  for (const line of added) {
    const neighbours = after.slice(after.indexOf(line) - 1, after.indexOf(line) + 2);
    expect(neighbours).toEqual(neighbours.toSorted());
    expect(neighbours).toHaveLength(3);
  }
  expect(read("server/src/rules/enum-label-shouted.ts")).toContain('name: "enum-label-shouted"');
  expect(read("docs/rules/enum-label-shouted.md").split("\n")[0]).toBe("# enum-label-shouted");
  expect(read("test/unit/rules/enum-label-shouted.test.ts")).toContain('const rule = "enum-label-shouted"');
});

test("leaves what is there alone", () => {
  newRule("enum-label-shouted");
  const list = read("server/src/rules/index.ts");
  expect(newRule("enum-label-shouted")).toEqual({
    status: 2,
    stdout: "",
    stderr: "error: server/src/rules/enum-label-shouted.ts is there already\n",
  });
  expect(read("server/src/rules/index.ts")).toBe(list);
});

test.each(["", "Enum-label", "enum", "enum_label", "enum-label-", "../enum-label"])("refuses the name %j", (name) => {
  const before = read("server/src/rules/index.ts");
  expect(newRule(name)).toEqual({
    status: 2,
    stdout: "",
    stderr: `error: '${name}' can't be a rule's name: words in lower case, joined by hyphens\n`,
  });
  expect(read("server/src/rules/index.ts")).toBe(before);
});
