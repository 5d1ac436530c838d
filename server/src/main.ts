import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import type * as Program from "./program.ts";
import { userCache } from "./project/cache-place.ts";

// Starts the program. Most of a short run would go into compiling it: V8's work on it is kept for the next one.

const args = process.argv.slice(2);
const file = join(import.meta.dirname, "program.cjs");
const require = createRequire(file);

// V8 complains on standard error about a flag that it does not have: these are known to have them.
const knownToV8 = /^1[1-3]\./.test(process.versions.v8);

// They are the whole process's: a thread that reads scripts may be the server's.
if (args[0] !== "server" && args[0] !== "read-scripts") {
  // Once a flag of V8 is set, it refuses the compiled code that Node.js has of its own modules, and they take four times as long to load. What every
  // run needs is loaded before.
  for (const name of ["node:util", "node:zlib"]) require(name);
  void process.stdout;
  void process.stderr;

  // V8 gives a function of a WASM module to its optimizing compiler after 1.8 MB of work (Node.js 20; 13 MB in 24). In a check of one file, that
  // compiler takes more time than all the rest, and what it makes is hardly used. Where there is much to do it still comes in.
  if (knownToV8) setFlagsFromString("--wasm-tiering-budget=2000000000");
  // Nor is it worth it for most of the JavaScript that it takes on in Node.js 20. Later ones wait longer by themselves.
  if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=2000000");

  // Left to itself V8 lets its heap grow to four times of what is in use before it looks for garbage. Here it does so at a third more.
  if (knownToV8) setFlagsFromString("--heap-growing-percent=30");
}

// The build has seen to it that it is ASCII.
const source = readFileSync(file, "latin1");
const cache = args.includes("--no-cache") ? null : userCache();
// V8 looks at its version and at the length of the source only. The name of the build, which the cache asks for, stands for the source, and the time for
// whatever else somebody may have written there. What the server runs is something else than what a check does.
const role = ["check", "server"].find((command) => command === args[0]) ?? "other";
const { mtimeMs } = statSync(file);
// Only what has run by its end is in the code that a run leaves. It would be slow ever after if the first one had nothing to find out, so that such runs
// leave theirs elsewhere.
const key = (isWhole: boolean) => JSON.stringify([role, isWhole, file, process.versions.v8, process.arch, mtimeMs]);
const whole = cache?.readBytes("code", key(true)) ?? undefined;
const compiled = whole ?? cache?.readBytes("code", key(false)) ?? undefined;
const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
  filename: file,
  ...(compiled === undefined ? {} : { cachedData: compiled }),
});
const program: unknown = script.runInThisContext();
if (typeof program !== "function") throw new Error(`${file} is no program`);
const module: { exports: Partial<typeof Program> } = { exports: {} };
program(module.exports, require, module, file, dirname(file));
// A thread that reads scripts runs but a part of it.
if (args[0] !== "read-scripts") {
  process.once("exit", () => {
    const isWhole = module.exports.engineModulesAreRead?.() === true;
    const known = isWhole ? whole : compiled;
    if (known === undefined || script.cachedDataRejected === true) {
      cache?.writeBytes("code", key(isWhole), script.createCachedData());
    }
  });
}
