const args = process.argv.slice(2);

// The language server starts without the command line's code, and the other way round.
if (args[0] === "server" && args.includes("--stdio")) {
  void import("./lsp/server.ts").then(({ startServer }) => startServer());
} else {
  void import("./cli/process.ts").then(({ runAsProcess }) => runAsProcess(args));
}
