import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rules } from "../../server/src/rules/index.ts";
import { runCli } from "./run-cli.ts";

const rule = (...args: readonly string[]) => runCli("/", ["rule", ...args]);
const page = (name: string) => readFileSync(`${import.meta.dirname}/../../docs/rules/${name}.md`, "utf8");

describe("rule", () => {
  it("explains a rule with its page", () => {
    expect(rule("colon-in-sql")).toEqual({ status: 0, stdout: page("colon-in-sql"), stderr: "" });
  });

  it("explains all of them", () => {
    const { status, stdout } = rule("--all");
    expect(status).toBe(0);
    expect(stdout).toBe(rules.map(({ name }) => page(name)).join("\n"));
  });

  it("lists them by what they are about", () => {
    const { status, stdout } = rule();
    expect(status).toBe(0);
    const names = stdout.split("\n").flatMap((line) => /^ {2}([a-z-]+) {2}/.exec(line)?.[1] ?? []);
    expect([...names].sort()).toEqual(rules.map(({ name }) => name).sort());
    expect(stdout).toMatch(/^transactions\n {2}autocommit-after-changes {9}warning/m);
  });

  it("says all of it to programs", () => {
    const [described] = JSON.parse(rule("colon-in-sql", "--output-format", "json").stdout);
    expect(described).toEqual({
      name: "colon-in-sql",
      description: expect.stringContaining("bind parameter"),
      group: "run time",
      severity: "error",
      fix: "safe",
      guideline: ["§6"],
      explanation: page("colon-in-sql"),
      url: expect.stringMatching(/^file:.*\/docs\/rules\/colon-in-sql\.md$/),
    });
    expect(JSON.parse(rule("--output-format", "json").stdout)).toHaveLength(rules.length);
  });

  it("names the nearest rule where there is none of that name", () => {
    const stderr = "error: rule: no rule is named 'colon-in-sq'; did you mean 'colon-in-sql'?\n";
    expect(rule("colon-in-sq")).toEqual({ status: 2, stdout: "", stderr });
    expect(rule("colon-in-sql", "--all")).toEqual({
      status: 2,
      stdout: "",
      stderr: "error: rule: a name can't be combined with --all\n",
    });
  });
});
