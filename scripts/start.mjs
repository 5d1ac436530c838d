// `npm start`: installs, builds, and opens VS Code with the extension on examples/. `-- --browser-hosted` prefers the one in the browser.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureNodeModules } from "./setup/node-modules.mjs";
import { ensureBrowserHostedVsCode, findDesktopVsCode } from "./setup/vscode.mjs";
import { installExtension, remotePath, startVsCodeServer } from "./setup/vscode-server.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const examples = join(root, "examples");
const badExample = join(examples, "migrations/versions/0003_enum_in_try_except.py");

ensureNodeModules();
const desktop = process.argv.includes("--browser-hosted") ? null : findDesktopVsCode();
if (desktop) {
  run(process.execPath, [join(root, "scripts/build.mjs")]);
  run(desktop, [`--extensionDevelopmentPath=${root}`, examples, badExample]);
} else {
  await serve(await ensureBrowserHostedVsCode({ browser: false }));
}

async function serve(vscode) {
  const home = join(root, ".vscode-test/start");
  const folders = { data: join(home, "data"), extensions: join(home, "extensions") };
  // VS Code's server takes an extension from its source folder in tests only. The packager comes with the npm packages.
  const { packageExtension } = await import("./package.mjs");
  installExtension(vscode, await packageExtension(join(home, "alembic-guidelines.vsix")), folders);
  const server = await startVsCodeServer(vscode, folders);
  const address = server.address(examples, { openFile: remotePath(server.host, badExample) });
  console.log(`\nVS Code with the extension, on examples/:\n\n  ${address}\n\nOpen it in a browser; Ctrl+C ends it.`);
  await new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, resolve);
  });
  await server.stop();
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw error ?? new Error(`${command} ended with ${status}`);
}
