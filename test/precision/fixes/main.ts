import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { checkProject, type ProjectFixes } from "./check-project.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: "string", default: "python3" },
    config: { type: "string" },
  },
});
const [folder, ...names] = positionals;
if (folder === undefined) {
  throw new Error("usage: npm run precision:fixes -- [--python PYTHON] [--config SETTINGS] CORPUS [PROJECT…]");
}
const corpus = resolve(folder);
const projects = names.length > 0 ? names : readdirSync(corpus).sort();
const options = values.config === undefined ? [] : ["--config", resolve(values.config)];

console.log(
  "| project | findings | with a safe fix | left | files changed | not Python before | replayed | violations |",
);
console.log("|---|---:|---:|---:|---:|---:|---:|---:|");
const all: ProjectFixes[] = [];
for (const project of projects) {
  const fixes = checkProject(corpus, project, options, values.python);
  all.push(fixes);
  const { findings, fixable, left, changed, brokenBefore, replayed, violations } = fixes;
  const cells = [project, findings, fixable, left, changed, brokenBefore, replayed, violations.length];
  console.log(`| ${cells.join(" | ")} |`);
}
for (const { project, violations, answered } of all) {
  for (const violation of violations) console.log(`VIOLATION ${project}: ${violation}`);
  for (const finding of answered) console.log(`answered without a fix of its own ${project}: ${finding}`);
}
if (all.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
