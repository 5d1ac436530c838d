// `npm run bench [-- [PROGRAM…] [--corpus FOLDER]]`: runs the measurements of test/speed, or those named, one after the other. They print
// figures and judge nothing. docs/performance.md says how to read them.
import { join } from "node:path";
import { argv } from "node:process";
import { runBundled } from "./bundled-program.mjs";
import { packageExtension } from "./package.mjs";
import { ensureBrowserHostedVsCode } from "./setup/vscode.mjs";

const args = argv.slice(2);
const all = ["engine", "memory", "main", "project-index", "editor"];
const named = all.filter((name) => args.includes(name));
for (const name of named.length > 0 ? named : all) {
  if (name === "editor") {
    process.env.BROWSER_HOSTED_VSCODE = JSON.stringify(await ensureBrowserHostedVsCode({ browser: true }));
    process.env.MEASURED_VSIX = await packageExtension(join(import.meta.dirname, "../.vscode-test/measured.vsix"));
  }
  const source = name === "editor" ? "test/speed/editor.mjs" : `test/speed/${name}.ts`;
  const status = await runBundled(source, `speed/${name}`, args, ["--expose-gc"]);
  if (status !== 0) process.exitCode = 1;
}
