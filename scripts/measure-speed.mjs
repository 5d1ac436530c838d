// `npm run bench [-- [PROGRAM…] [--corpus FOLDER]]`: runs the measurements of test/speed, or those named, one after the other. They print
// figures and judge nothing. docs/performance.md says how to read them.
import { argv } from "node:process";
import { runBundled } from "./bundled-program.mjs";

const args = argv.slice(2);
const all = ["engine", "memory", "main", "project-index"];
const named = all.filter((name) => args.includes(name));
for (const name of named.length > 0 ? named : all) {
  const status = await runBundled(`test/speed/${name}.ts`, `speed/${name}`, args, ["--expose-gc"]);
  if (status !== 0) process.exitCode = 1;
}
