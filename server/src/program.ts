import { isMainThread } from "node:worker_threads";
import { type Engine, loadEngine } from "./engine.ts";
import { readEngineModules } from "./wasm-files.ts";

export { engineModulesAreRead } from "./wasm-files.ts";

const args = process.argv.slice(2);

// The language server starts without the command line's code, and the other way round.
if (args[0] === "read-scripts" && !isMainThread) {
  void import("./project/indexing/serve-thread.ts").then(({ serveThread }) => serveThread(load()));
} else if (args[0] === "server" && args.includes("--stdio")) {
  // Other threads compile the parsers while this one goes on.
  const engine = load();
  void import("./lsp/server.ts").then(({ startServer }) => startServer(engine));
} else {
  void import("./cli/process.ts").then(({ runAsProcess }) => runAsProcess(args));
}

/** Rejects, rather than throws, when a module is missing: the server tells the client. */
async function load(): Promise<Engine> {
  return loadEngine(readEngineModules());
}
