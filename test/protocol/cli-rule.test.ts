import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rules } from "../../server/src/rules/index.ts";
import { runCli } from "./run-cli.ts";

const rule = (...args: readonly string[]) => runCli("/", ["rule", ...args]);
const page = (name: string) => readFileSync(`${import.meta.dirname}/../../docs/rules/${name}.md`, "utf8");

describe("rule", () => {
  it("explains a rule with its page, as plain text", () => {
    const { status, stdout, stderr } = rule("enum-add-in-try-except");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^enum-add-in-try-except\n\n`ALTER TYPE … ADD VALUE` in a `try` whose handler/);
    expect(stdout).toContain("\nSeverity: error · Fix: safe · Guideline: §1\n\nWhat happens\n\n");
    expect(stdout).toContain(
      '\n1. PostgreSQL refuses the statement, `enum label "new_value" already exists` (42710), and aborts the\n   transaction.\n2. The',
    );
    expect(stdout).toContain(
      "\n❌ Bad\n\n    CREATE TYPE eventtype AS ENUM ('created', 'deleted');\n\n    \"\"\"Add the event",
    );
    expect(stdout).toContain('\n✅ Good\n\n    """Add the event type new_value.\n');
    expect(stdout.endsWith("Other statements in such a `try` are execute-in-try-except.\n")).toBe(true);
    expect(stdout).not.toMatch(/```|^#|\]\(/m);
    expect(stdout).not.toContain("\u001b");
  });

  it("shows it in colour where colours are wanted", () => {
    const colored = (variables: Readonly<Record<string, string>>) =>
      runCli("/", ["rule", "enum-add-in-try-except"], "", variables).stdout;
    const csi = "\u001b";
    expect(colored({ FORCE_COLOR: "1" })).toContain(`${csi}[1m${csi}[31m❌ Bad${csi}[39m${csi}[22m`);
    expect(colored({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(rule("enum-add-in-try-except").stdout);
  });

  it("sets the columns of a table below each other", () => {
    const { stdout } = rule("if-exists-unsupported");
    expect(stdout).toMatch(/^ {2}keyword of {3,}works since Alembic {3,}before$/m);
    expect(stdout).toMatch(/^ {2}`drop_column` {3,}1\.16\.0 {3,}ignored$/m);
  });

  it("explains all of them", () => {
    const { status, stdout } = rule("--all");
    expect(status).toBe(0);
    const pages = stdout.split(`\n${"─".repeat(80)}\n\n`);
    expect(pages.map((text) => text.split("\n")[0])).toEqual(rules.map(({ name }) => name));
    expect(pages[rules.findIndex(({ name }) => name === "colon-in-sql")]).toBe(rule("colon-in-sql").stdout);
    // Whatever Markdown a page has, its text shows none of it.
    expect(stdout).not.toMatch(/^```|^#+ [A-Z]|^\||\]\(/m);
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
