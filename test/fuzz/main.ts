import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { checkShare } from "./check-share.ts";
import { processorTime } from "./engine-properties.ts";
import { mutantOf } from "./mutants.ts";
import { ownSeeds, realSeeds } from "./seeds.ts";
import type { Failure, Progress, Share } from "./share.ts";

/** A mutant that takes longer (of the processor) hangs: its thread is ended. Minimising tries the mutant often. */
const HANG_SECONDS = 30;
const MINIMISING_SECONDS = 400;

const found = join(import.meta.dirname, "../../out/fuzz/found");

if (isMainThread) process.exitCode = await fuzz();
else if (parentPort !== null) {
  const share: Share = workerData;
  await checkShare(share, parentPort);
}

/** @returns the exit status: 1 where something failed. */
async function fuzz(): Promise<number> {
  const { values } = parseArgs({
    options: {
      mutants: { type: "string", default: "10000" },
      seed: { type: "string", default: "1" },
      from: { type: "string", default: "0" },
      corpus: { type: "string" },
      python: { type: "boolean", default: false },
      show: { type: "string" },
    },
  });
  const from = Number(values.from);
  const share: Share = {
    seed: Number(values.seed),
    from,
    to: from + Number(values.mutants),
    corpus: values.corpus ?? null,
    askPython: values.python,
  };
  if (values.show !== undefined) {
    process.stdout.write(mutantIn(share, Number(values.show)).text);
    return 0;
  }
  mkdirSync(found, { recursive: true });
  let failures = 0;
  const fail = (failure: Failure) => {
    failures++;
    const name = `${createHash("sha1").update(failure.property).digest("hex").slice(0, 8)}.py`;
    writeFileSync(join(found, name), failure.small);
    console.log(`${failure.property}\n  mutant ${failure.number}: ${failure.story}\n  ${found}/${name}`);
    console.log(failure.detail.replace(/^/gm, "    "));
  };
  await inEngine(share, fail);
  console.log(`${failures} failures`);
  return failures > 0 ? 1 : 0;
}

/** Has the share checked in a thread of its own, which is ended and begun anew behind a mutant on which it hangs. */
async function inEngine(share: Share, fail: (failure: Failure) => void): Promise<void> {
  for (let from: number | null = share.from; from !== null; ) from = await checkFrom({ ...share, from }, fail);
}

/** @returns where to go on; null when everything is checked. */
function checkFrom(share: Share, fail: (failure: Failure) => void): Promise<number | null> {
  const worker = new Worker(new URL(import.meta.url), { workerData: share });
  let current = share.from;
  const start = Date.now();
  return new Promise((resolve) => {
    let deadline = 0;
    const endWith = (result: number | null): void => {
      clearInterval(timer);
      void worker.terminate().then(() => resolve(result));
    };
    const giveUp = (property: string, detail: string): void => {
      const { text, story } = mutantIn(share, current);
      fail({ number: current, story, property: `${property}: ${story.replace(/.*: /, "")}`, detail, small: text });
      endWith(current + 1 < share.to ? current + 1 : null);
    };
    const watch = (seconds: number): void => {
      deadline = processorTime() + seconds * 1000;
    };
    const timer = setInterval(() => {
      if (processorTime() > deadline) giveUp("hangs", "checking it does not end");
    }, 1000);
    worker.on("message", (progress: Progress) => {
      if (progress.kind === "failed") fail(progress.failure);
      else if (progress.kind === "done") {
        console.log(`${share.to - share.from} mutants, heap ${megabytes(progress.heap)} at the end`);
        endWith(null);
      } else {
        current = progress.number;
        watch(progress.kind === "begun" ? HANG_SECONDS : MINIMISING_SECONDS);
        if (progress.kind === "begun" && current % 1000 === 0) {
          const { rss } = process.memoryUsage();
          console.log(`${current} (${((Date.now() - start) / 1000).toFixed(0)} s, ${megabytes(rss)} in memory)`);
        }
      }
    });
    worker.on("error", (error) => giveUp("ends the thread", error.stack ?? error.message));
    watch(MINIMISING_SECONDS);
  });
}

function mutantIn({ seed, corpus }: Share, number: number) {
  return mutantOf(corpus === null ? ownSeeds() : [...ownSeeds(), ...realSeeds(corpus)], seed, number);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
