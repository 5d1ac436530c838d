import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { EngineModules } from "./engine.ts";

const require = createRequire(join(import.meta.dirname, "main.ts"));

let areRead = false;

/** Whether the WASM modules have been read, without which nothing is found out. */
export function engineModulesAreRead(): boolean {
  return areRead;
}

/**
 * Reads the WASM modules that the engine runs on: beside the bundle, or from `node_modules` when run from source.
 * @throws Error when one is in neither place.
 */
export function readEngineModules(): EngineModules {
  areRead = true;
  return {
    treeSitter: read("web-tree-sitter", "web-tree-sitter.wasm"),
    pythonGrammar: read("tree-sitter-python", "tree-sitter-python.wasm"),
    postgresParser: read("libpg-query/wasm", "libpg-query.wasm"),
  };
}

function read(folder: string, name: string): Uint8Array {
  const beside = join(import.meta.dirname, name);
  return readFileSync(existsSync(beside) ? beside : require.resolve(`${folder}/${name}`));
}
