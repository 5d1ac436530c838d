import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Progress } from "../project/indexing/progress.ts";

/** From so many files on, memory is worth some of the processor's time. */
const LARGE = 3000;

/** What a run over this many files asks of V8 to hold less memory; nothing where there are few. */
export interface Thrift {
  /** Has V8's young generation stay as large as it is: the two halves of it would grow to 16 MB each. */
  holdYoungGeneration(): void;
  /** Has it stay so with every step of a work. */
  alongside(progress: Progress): Progress;
  /** Has V8 give back at once what nobody refers to any more. Left to itself it looks for that when its heap has grown by a third. */
  collectGarbage(): void;
}

/** V8 complains on standard error about a flag that it does not have: these are known to have them. */
const knownToV8 = /^1[1-3]\./.test(process.versions.v8);

/** For a run over this many files. */
export function thriftFor(files: number): Thrift {
  return files < LARGE || !knownToV8 ? noThrift : thrift;
}

const noThrift: Thrift = { holdYoungGeneration: () => {}, alongside: (progress) => progress, collectGarbage: () => {} };

function holdYoungGeneration(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

const thrift: Thrift = {
  holdYoungGeneration,
  // Each thread that is started has V8 put the flag back.
  alongside: (progress) => ({
    begin: (what, total) => progress.begin(what, total),
    step: () => {
      holdYoungGeneration();
      progress.step();
    },
    end: () => progress.end(),
  }),
  collectGarbage: () => {
    setFlagsFromString("--expose-gc");
    const collect: unknown = runInNewContext("gc");
    if (typeof collect === "function") collect();
  },
};
