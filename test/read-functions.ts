import type { ReadFunctions } from "../server/src/project/helper-modules.ts";
import { functionSignatures } from "../server/src/python/function-signatures.ts";
import { loadPythonParser } from "../server/src/python/parser.ts";
import { readEngineModules } from "../server/src/wasm-files.ts";

/** Gives what reads the top-level functions of a Python source, as the engine does. */
export async function loadReadFunctions(): Promise<ReadFunctions> {
  const { treeSitter, pythonGrammar } = readEngineModules();
  const parser = await loadPythonParser(treeSitter, pythonGrammar);
  return (source) => functionSignatures(parser.parse(source));
}
