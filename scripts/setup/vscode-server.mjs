// Runs VS Code's own server (not code-server's wrapper), whose workbench opens in a browser.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Nothing on the screen but the editor: no chat, no welcome, no question about the repository around. */
const calm = {
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "git.openRepositoryInParentFolders": "never",
};

/**
 * Starts the server on a free port and waits until it listens.
 * @param {import("./vscode.mjs").BrowserHostedVsCode} vscode
 * @param {{ data: string, extensions: string, settings?: Record<string, unknown>, tests?: boolean, trusted?: boolean }} options folders for its data and for
 *   installed extensions; VS Code settings; `tests` lets it run extension tests; `trusted`: folders are trusted without
 *   a question
 * @returns {Promise<{ host: string, address(folder: string, payload?: Record<string, string>): string, stop(): Promise<void> }>}
 */
export async function startVsCodeServer(vscode, { data, extensions, settings = {}, tests = false, trusted = true }) {
  mkdirSync(data, { recursive: true });
  mkdirSync(extensions, { recursive: true });
  const machine = join(data, "data/Machine");
  mkdirSync(machine, { recursive: true });
  writeFileSync(join(machine, "settings.json"), JSON.stringify({ ...calm, ...settings }));
  const server = spawn(
    vscode.node,
    [
      ...[join(vscode.server, "out/server-main.js"), "--host", "127.0.0.1", "--port", "0"],
      ...["--without-connection-token", "--accept-server-license-terms", "--disable-telemetry"],
      ...["--server-data-dir", data, "--extensions-dir", extensions],
      ...(trusted ? ["--disable-workspace-trust"] : []),
      ...(tests ? ["--enable-smoke-test-driver"] : []),
    ],
    // A group of its own: the extension hosts end with it.
    { stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const endAtOnce = () => signalGroup(server, "SIGKILL");
  process.once("exit", endAtOnce);
  const port = await listeningPort(server);
  const host = `127.0.0.1:${port}`;
  return {
    host,
    address(folder, payload = {}) {
      const query = new URLSearchParams({ folder, payload: JSON.stringify(Object.entries(payload)) });
      return `http://${host}/?${query}`;
    },
    async stop() {
      signalGroup(server, "SIGTERM");
      const killer = setTimeout(endAtOnce, 5_000);
      await ended;
      clearTimeout(killer);
      endAtOnce();
      process.removeListener("exit", endAtOnce);
    },
  };
}

/**
 * Installs a packaged extension, as the only one.
 * @param {import("./vscode.mjs").BrowserHostedVsCode} vscode
 * @param {string} vsix
 * @param {{ data: string, extensions: string }} folders as in startVsCodeServer; `extensions` is emptied first
 */
export function installExtension(vscode, vsix, { data, extensions }) {
  rmSync(extensions, { recursive: true, force: true });
  const { status, stdout, stderr, error } = spawnSync(
    vscode.node,
    [
      ...[join(vscode.server, "out/server-main.js"), "--install-extension", vsix, "--accept-server-license-terms"],
      ...["--server-data-dir", data, "--extensions-dir", extensions],
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) throw error ?? new Error(`VS Code did not install ${vsix}:\n${stdout}\n${stderr}`);
}

/** The address of a file or folder, as the workbench of the server at `host` names it. */
export function remotePath(host, path) {
  return `vscode-remote://${host}${path}`;
}

function listeningPort(server) {
  const log = [];
  return new Promise((resolve, reject) => {
    const fail = (reason) => reject(new Error(`VS Code's server did not start (${reason}):\n${log.join("\n")}`));
    const timer = setTimeout(() => fail("no answer after a minute"), 60_000);
    server.once("error", (error) => fail(error.message));
    server.once("exit", (code) => fail(`exit code ${code}`));
    for (const stream of [server.stdout, server.stderr]) {
      createInterface(stream).on("line", (line) => {
        log.push(line);
        const port = /agent listening on (\d+)/.exec(line)?.[1];
        if (!port) return;
        clearTimeout(timer);
        log.length = 0;
        resolve(Number(port));
      });
    }
  });
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // it has ended already
  }
}
