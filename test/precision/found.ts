import assert from "node:assert/strict";
import { relative, sep } from "node:path";
import { runCli } from "../protocol/run-cli.ts";
import { type Project, projectFolder } from "./corpus.ts";

/** A finding in a project's migration. */
export interface Found {
  readonly project: string;
  /** Below the project's folder, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
}

interface Printed {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly filename: string;
  readonly location: { readonly row: number };
}

/** What the command line finds in each project of the corpus, run in its folder. @throws Error when it does not run to its end. */
export function findIn(corpus: string, projects: readonly Project[]): readonly Found[] {
  return projects.flatMap((project) => {
    const folder = projectFolder(corpus, project);
    const { status, stdout, stderr } = runCli(folder, ["check", "--exit-zero", "--output-format", "json"]);
    if (status !== 0) throw new Error(`${project.name}: ${stderr}`);
    const printed: readonly Printed[] = JSON.parse(stdout);
    return printed.map(({ code, severity, message, filename, location }) => ({
      project: project.name,
      file: relative(folder, filename).split(sep).join("/"),
      line: location.row,
      rule: code,
      severity,
      message,
    }));
  });
}

/** How many migrations the command line checks in a project, as it says itself where it looks for what none of them has. */
export function countMigrations(corpus: string, project: Project): number {
  const { stdout } = runCli(projectFolder(corpus, project), ["check", "--select", "revision-cycle", "--exit-zero"]);
  const count = /^No findings in (\d+) migrations/m.exec(stdout)?.[1];
  assert(count !== undefined, `${project.name}: ${stdout}`);
  return Number(count);
}
