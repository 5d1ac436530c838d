import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Engine, loadEngine } from "../server/src/engine.ts";

const require = createRequire(import.meta.url);
let loading: Promise<Engine> | undefined;

/** The engine, loaded once for a test process from the npm packages' own WASM files. */
export function engine(): Promise<Engine> {
  loading ??= loadEngine({
    treeSitter: readFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
    pythonGrammar: readFileSync(require.resolve("tree-sitter-python/tree-sitter-python.wasm")),
    postgresParser: readFileSync(require.resolve("libpg-query/wasm/libpg-query.wasm")),
  });
  return loading;
}
