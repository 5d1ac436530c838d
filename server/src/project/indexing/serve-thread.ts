import { readFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import type { Engine } from "../../engine.ts";
import { activeEnvironment, nodeFiles } from "../node-files.ts";
import { Project } from "../project.ts";
import { indexedScript, readScript } from "./indexed-script.ts";
import type { ChunkAnswer } from "./script-readers.ts";
import { scriptText } from "./script-text.ts";

/** What a thread of `ScriptReaders` does: it reads the scripts at the paths that it is sent, as they are on the disk. */
export async function serveThread(loading: Promise<Engine>): Promise<void> {
  const engine = await loading;
  const project = new Project(nodeFiles, activeEnvironment(), null);
  parentPort?.on("message", (paths: readonly string[]) => {
    const answer: ChunkAnswer = new Map(paths.flatMap((path) => read(path)));
    parentPort?.postMessage(answer);
  });

  function read(path: string): (readonly [path: string, text: string])[] {
    try {
      const text = readFileSync(path, "utf8");
      return [[path, scriptText(indexedScript(path, readScript(text, true, engine, project.moduleSource(path))))]];
    } catch {
      return [];
    }
  }
}
