import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { isMainThread } from "node:worker_threads";
import { userCache } from "./project/cache-place.ts";
import { digestOf } from "./project/digest.ts";

// Starts the program. Most of a short run would go into compiling it: V8's work on it is kept for the next one.

const args = process.argv.slice(2);

// V8 gives a function of a WASM module to its optimizing compiler after 1.8 MB of work (Node.js 20; 13 MB in 24): in a check of one file, that
// compiler takes more time than all the rest, and what it makes is hardly used. Where there is much to do it still comes in.
const knownToV8 = /^1[1-3]\./.test(process.versions.v8);
if (args[0] !== "server" && knownToV8) setFlagsFromString("--wasm-tiering-budget=180000000");

// Left to itself V8 lets its heap grow to four times of what is in use before it looks for garbage. Here it does so at a third more.
if (args[0] !== "server") setFlagsFromString("--heap-growing-percent=30");

const file = join(import.meta.dirname, "program.cjs");
// The build has seen to it that it is ASCII.
const source = readFileSync(file, "latin1");
const cache = args.includes("--no-cache") ? null : userCache();
// V8 looks at its version and at the length of the source only. What the server runs is something else than what a check does.
const role = ["check", "server"].find((command) => command === args[0]) ?? "other";
const key = JSON.stringify([role, file, process.versions.v8, process.arch, digestOf(source)]);
const compiled = cache?.readBytes("code", key) ?? undefined;
const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
  filename: file,
  ...(compiled === undefined ? {} : { cachedData: compiled }),
});
if (isMainThread && (compiled === undefined || script.cachedDataRejected === true)) {
  // Only what has run by then is compiled.
  process.once("exit", () => cache?.writeBytes("code", key, script.createCachedData()));
}
const program: unknown = script.runInThisContext();
if (typeof program !== "function") throw new Error(`${file} is no program`);
program({}, createRequire(file), { exports: {} }, file, dirname(file));
