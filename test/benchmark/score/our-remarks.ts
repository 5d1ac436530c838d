import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { runCli } from "../../protocol/run-cli.ts";
import { caseFiles, type Label, placeInProject, projectOf } from "../labels.ts";
import type { Remark, Remarks } from "./remark.ts";

/** What a team would tell the linter: the server's version, where the helper is, and which revisions are history. */
const settings = `[tool.alembic-guidelines]
postgres-version = 15
helper-module = "migrations.utils.safe_enum_addition"
start-after = ["before"]
`;

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly filename: string;
  readonly location: { readonly row: number };
  readonly end_location: { readonly row: number };
}

/** Runs the built command line over the cases, a project each. @throws Error when it does not run. */
export function ourRemarks(labels: readonly Label[]): Remarks {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "alembic-guidelines-benchmark-")));
  try {
    for (const { name } of labels) {
      for (const [path, text] of [...projectOf(name), ["pyproject.toml", settings] as const]) {
        const file = join(root, name, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    const run = runCli(root, ["check", "--no-cache", "--exit-zero", "--output-format", "json"]);
    if (run.status !== 0) throw new Error(`alembic-guidelines check: ${run.stderr}`);
    return byCase(labels, root, JSON.parse(run.stdout));
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The findings in the cases' own files. */
function byCase(labels: readonly Label[], root: string, found: readonly Found[]): Remarks {
  const remarks = new Map<string, Remark[]>();
  const fileAt = new Map<string, string>();
  for (const { name } of labels) {
    remarks.set(name, []);
    for (const file of caseFiles(name)) fileAt.set(`${name}/${placeInProject(file)}`, file);
  }
  for (const { code, severity, filename, location, end_location } of found) {
    const path = relative(root, filename).split(sep).join("/");
    const file = fileAt.get(path);
    if (file === undefined) continue;
    remarks.get(path.slice(0, path.indexOf("/")))?.push({
      rule: code,
      counts: severity === "error" || severity === "warning",
      place: { file, first: location.row, last: end_location.row },
    });
  }
  return remarks;
}
