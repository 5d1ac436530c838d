// Provides a VS Code: the desktop one where there is one, else VS Code's own server from npm (under .vscode-test/) with a browser.
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDebianPackages } from "./debian.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const home = join(root, ".vscode-test", "browser-hosted");
// VS Code 1.139.1; its server needs Node 24, kept here so that it doesn't shadow the node of npm scripts.
const codeServer = "code-server@4.139.1";
const nodePackage = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const nodeVersion = "24.21.0";

/**
 * @typedef {{ server: string, node: string, chromium: string }} BrowserHostedVsCode
 *   `server`: the folder of VS Code's server; `node`: the binary it runs on; `chromium`: the browser for tests, "" when not asked for
 */

/** The command that opens the desktop VS Code of this machine; null where there is none, or no display. */
export function findDesktopVsCode() {
  return process.env.VSCODE_EXECUTABLE || (hasDisplay() ? onPath("code") : null);
}

/**
 * Finds or installs VS Code's server, and a browser if asked for.
 * @param {{ browser: boolean }} needs whether the caller drives a browser itself
 * @returns {Promise<BrowserHostedVsCode>}
 */
export async function ensureBrowserHostedVsCode({ browser }) {
  await installServer();
  return {
    server: join(home, "node_modules/code-server/lib/vscode"),
    node: join(home, "node_modules", nodePackage, "bin", "node"),
    chromium: browser ? ensureChromium() : "",
  };
}

async function installServer() {
  const stamp = join(home, "installed.txt");
  const wanted = `${codeServer} ${nodePackage}@${nodeVersion}\n`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log(`Installing VS Code's server (${codeServer}, about 600 MB) into .vscode-test/ …`);
  // A half-finished installation is not repaired, but made anew.
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "package.json"), '{ "private": true }\n');
  await npm(home, "install", codeServer, `${nodePackage}@${nodeVersion}`);
  // code-server's own install script would do this, and would also build native modules that are not needed.
  await npm(join(home, "node_modules/code-server/lib/vscode"), "install", "--omit=dev");
  writeFileSync(stamp, wanted);
}

function npm(cwd, ...args) {
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-workspaces", "--loglevel=error"];
  // npm exports the settings of the run that called us; they must not reach an installation elsewhere.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(config|package)_/i.test(name)));
  return new Promise((resolve, reject) => {
    const child = spawn("npm", [...args, ...quiet], { cwd, env, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`npm ${args.join(" ")} ended with ${code}`)),
    );
  });
}

function ensureChromium() {
  const found = process.env.CHROMIUM || onPath("chromium") || onPath("chromium-browser") || onPath("google-chrome");
  if (found) return found;
  ensureDebianPackages(["chromium"]);
  const installed = onPath("chromium");
  if (!installed) throw new Error("The tests need Chromium; put its path into the environment variable CHROMIUM.");
  return installed;
}

function hasDisplay() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function onPath(command) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, process.platform === "win32" ? `${command}.cmd` : command);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not in this folder
    }
  }
  return null;
}
