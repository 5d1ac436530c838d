import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rules } from "../../server/src/rules/index.ts";
import { bundle } from "./bundle.ts";
import { runCli } from "./run-cli.ts";

const readme = readFileSync(`${import.meta.dirname}/../../README.md`, "utf8");
const help = (...command: readonly string[]) => runCli("/", [...command, "--help"]);
const optionsIn = (text: string) => [...text.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, name]) => name ?? "");

/** What each command takes: the contract with those who have it in their scripts. Nothing of it goes away. */
const contract: Readonly<Record<string, readonly string[]>> = {
  check: [
    ...["--select", "--ignore", "--preset", "--since", "--stdin-filename"],
    ...["--fix", "--unsafe-fixes", "--diff", "--add-ignore"],
    ...["--output-format", "--statistics", "--fail-on", "--exit-zero", "--config", "--isolated", "--no-cache"],
  ],
  checklist: ["--output-format", "--isolated", "--config", "--no-cache"],
  rule: ["--all", "--output-format"],
  config: ["--output-format"],
  init: [],
  new: ["--directory", "--head", "--template"],
  operations: ["--output-format", "--isolated", "--config"],
  graph: ["--output-format", "--all", "--no-cache"],
  schema: ["--directory", "--no-cache"],
  server: ["--stdio"],
  completion: [],
};

describe("--help", () => {
  it("lists the commands, a line or two each", () => {
    const { stdout } = help();
    const listed = [...(stdout.split("\nCommands:\n")[1] ?? "").matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
    expect(listed.slice(0, Object.keys(contract).length + 1)).toEqual([...Object.keys(contract), "help"]);
  });

  it.each(Object.entries(contract))("of %s has its options, then the exit status and examples", (command, options) => {
    const { status, stdout, stderr } = help(command);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(optionsIn(stdout)).toEqual([...options, "--help"]);
    expect(stdout).toMatch(
      /^Usage: .*\n\n[A-Z][\s\S]*\.\n\n[\s\S]*\nExit status: 0 .*\.\n\nExamples:\n( {2}alembic-guidelines .*\n)+$/,
    );
  });

  it("of check says no more and no less than the README", () => {
    const table = readme.split("\n| option | |\n")[1]?.split("\n\n")[0] ?? "";
    const named = [...table.matchAll(/`(--[\w-]+)/g)].map(([, name]) => name ?? "");
    expect([...named].sort()).toEqual([...(contract.check ?? [])].sort());
  });
});

describe("completion", () => {
  /** What bash offers at Tab after these words; an empty list leaves it to offer files. */
  const offered = (...words: readonly string[]): readonly string[] => {
    const script = `
      alembic-guidelines() { '${process.execPath}' '${bundle}' "$@"; }
      eval "$(alembic-guidelines completion bash)"
      complete -p alembic-guidelines >&2
      COMP_WORDS=(alembic-guidelines "$@"); COMP_CWORD=$#
      _alembic_guidelines
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", script, "bash", ...words], { encoding: "utf8" });
    expect(stderr).toBe("complete -o default -F _alembic_guidelines alembic-guidelines\n");
    return stdout.split("\n").filter(Boolean);
  };

  it("offers commands, options, their values and rules", () => {
    expect(offered("c")).toEqual(["check", "checklist", "config", "completion"]);
    expect(offered("check", "--fi")).toEqual(["--fix"]);
    expect(offered("check", "--fail-on", "")).toEqual(["error", "warning", "info"]);
    expect(offered("check", "--output-format", "=", "js")).toEqual(["json"]);
    expect(offered("check", "--select", "enum-add-one-by-one,colon")).toEqual(["enum-add-one-by-one,colon-in-sql"]);
    expect(offered("rule", "")).toEqual(rules.map(({ name }) => name));
    expect(offered("completion", "z")).toEqual(["zsh"]);
  });

  it("leaves files to the shell", () => {
    expect(offered("check", "migr")).toEqual([]);
    expect(offered("check", "--config", "py")).toEqual([]);
    expect(offered("nonsense", "c")).toEqual([]);
  });
});
