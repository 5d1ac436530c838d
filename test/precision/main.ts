import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { withPart } from "../../scripts/generation/generated-parts.ts";
import { precisionFolder, readProjects } from "./corpus.ts";
import { countMigrations, findIn } from "./found.ts";
import { readMisses } from "./misses.ts";
import { missesTable, projectsTable, rulesTable, verdictsTables } from "./report.ts";
import { nextSample } from "./sample.ts";
import { readSamples, writeSample } from "./verdicts.ts";

const { positionals, values } = parseArgs({ allowPositionals: true, options: { draw: { type: "string" } } });
const [corpus] = positionals;
if (corpus === undefined) throw new Error("Usage: npm run precision -- CORPUS [--draw SEED]");

const projects = readProjects();
const found = findIn(corpus, projects);
if (values.draw !== undefined) {
  console.log(writeSample(nextSample(found, readSamples(), Number(values.draw))));
} else {
  const migrations = new Map(projects.map((project) => [project, countMigrations(corpus, project)]));
  const page = join(precisionFolder, "../../docs/precision.md");
  const parts = {
    projects: projectsTable(migrations, found),
    findings: rulesTable(projects, found),
    verdicts: verdictsTables(readSamples()),
    misses: missesTable(readMisses()),
  };
  const text = Object.entries(parts).reduce(
    (whole, [name, part]) => withPart(whole, name, part),
    readFileSync(page, "utf8"),
  );
  writeFileSync(page, text);
}
