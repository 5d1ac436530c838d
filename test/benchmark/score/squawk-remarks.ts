import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Driver } from "../../database/driver.ts";
import { type Label, projectOf } from "../labels.ts";
import type { Remark, Remarks } from "./remark.ts";

/** Fetched when it is needed. As a dependency it would take npm's lock file a binary for every platform. */
export const squawkVersion = "2.66.0";

interface Found {
  readonly file: string;
  readonly rule_name: string;
}

/** Gives squawk what `alembic upgrade before:head --sql` renders of each case. What can't be rendered is left out. */
export async function squawkRemarks(labels: readonly Label[]): Promise<Remarks> {
  const folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-squawk-"));
  try {
    const rendered = await render(labels, folder);
    const args = ["--yes", `squawk-cli@${squawkVersion}`, "--reporter", "json", "--pg-version", "15"];
    const run = spawnSync("npx", [...args, ...rendered.values()], { encoding: "utf8", maxBuffer: 64_000_000 });
    // It ends with 1 where it has found something.
    if ((run.status !== 0 && run.status !== 1) || run.stdout === "") throw new Error(`squawk: ${run.stderr}`);
    const found: readonly Found[] = JSON.parse(run.stdout);
    const remarks = new Map<string, Remark[]>([...rendered.keys()].map((name) => [name, []]));
    for (const { file, rule_name } of found)
      remarks.get(basename(file, ".sql"))?.push({ rule: rule_name, counts: true, place: null });
    return remarks;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The SQL file of each case that Alembic renders without a database. */
async function render(labels: readonly Label[], folder: string): Promise<ReadonlyMap<string, string>> {
  const driver = new Driver();
  const rendered = new Map<string, string>();
  for (const { name } of labels) {
    const project = join(folder, name);
    for (const [path, text] of projectOf(name)) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    const url = "postgresql+psycopg2://postgres@127.0.0.1/nowhere";
    const { error, output } = await driver.run({ action: "offline", project, url, revision: "before:head" });
    if (error !== null) continue;
    const file = join(folder, `${name}.sql`);
    writeFileSync(file, output);
    rendered.set(name, file);
  }
  await driver.stop();
  return rendered;
}
