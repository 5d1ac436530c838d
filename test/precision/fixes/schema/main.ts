import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type DatabaseServer, startCluster } from "../../../database/servers.ts";
import { runCheck } from "../reported-findings.ts";
import { type RunnableProject, readProjects, upgrade } from "./revision-runs.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "guard-style": { type: "string", default: "guideline" } },
});
const [corpusFolder, ...names] = positionals;
if (corpusFolder === undefined) {
  throw new Error("usage: npm run precision:schemas -- [--guard-style STYLE] CORPUS [PROJECT…]");
}
const corpus = resolve(corpusFolder);
// What Debian has: the fixes must not use keywords that its Alembic does not know.
const settings = `alembic-version = "1.8.1"
sqlalchemy-version = "1.4.46"
postgres-version = 15
guard-style = "${values["guard-style"]}"
`;

const server = await startCluster();
try {
  const projects = readProjects().filter(({ project }) => names.length === 0 || names.includes(project));
  console.log("| project | revisions | after the fixes | schema | from the first revision again |");
  console.log("|---|---:|---:|---|---|");
  for (const project of projects) compareSchemas(project, server);
} finally {
  await server.stop();
}

/** Upgrades one empty database with the project's scripts, and one with the same scripts after all safe fixes. */
function compareSchemas(project: RunnableProject, { url, port }: DatabaseServer): void {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "alembic-guidelines-schemas-")));
  try {
    const untouched = join(corpus, project.project);
    const before = upgrade(project, untouched, newDatabase(url, port, "before"), false);
    const copy = join(home, project.project);
    cpSync(untouched, copy, { recursive: true, verbatimSymlinks: true });
    const settingsFile = join(home, "alembic-guidelines.toml");
    writeFileSync(settingsFile, settings);
    runCheck(copy, ["--config", settingsFile, "--fix"]);
    const database = newDatabase(url, port, "after");
    const after = upgrade(project, copy, database, false);
    const same = schemaOf(port, "before") === schemaOf(port, "after") ? "same" : "DIFFERENT";
    const again = upgrade(project, copy, database, true);
    const total = before.revisions + before.pending;
    const repeated = again.error === null ? "all" : `${again.revisions}, then ${firstLine(again.error)}`;
    console.log(
      `| ${project.project} | ${before.revisions} of ${total} | ${after.revisions} | ${same} | ${repeated} |`,
    );
    for (const { error } of [before, after]) if (error !== null) console.log(`${project.project}: ${error}`);
    if (same !== "same" || after.error !== null) process.exitCode = 1;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function newDatabase(url: string, port: number, name: string): string {
  client("psql", port, ["-q", "-c", `DROP DATABASE IF EXISTS ${name}`, "-c", `CREATE DATABASE ${name}`, "postgres"]);
  return url.replace(/\/[^/]*$/, `/${name}`);
}

/** The schema as SQL, and the rows of the version table. */
function schemaOf(port: number, database: string): string {
  const dump = client("pg_dump", port, ["--schema-only", database]);
  const versions = client("pg_dump", port, ["--data-only", "--inserts", "-t", "*.alembic_version", database]);
  // Remarks and pg_dump's own random key.
  const statements = (text: string) =>
    text
      .split("\n")
      .filter((line) => !/^(--|\\(un)?restrict )/.test(line))
      .map(timeless);
  return [...statements(dump), ...statements(versions).sort()].join("\n");
}

/** `DEFAULT 'now()'` is the time at which the column was made. */
function timeless(line: string): string {
  return line.replace(/'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+(\+00)?'/g, "'the time of the run'");
}

function client(program: string, port: number, args: readonly string[]): string {
  const run = spawnSync(program, ["-h", "127.0.0.1", "-p", `${port}`, "-U", "postgres", ...args], {
    encoding: "utf8",
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (run.status !== 0) throw run.error ?? new Error(`${program}: ${run.stderr}`);
  return run.stdout;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
