import type { MessagePort } from "node:worker_threads";
import type { Engine } from "../../server/src/engine.ts";
import { engine } from "../engine.ts";
import { type Checked, checkInEngine } from "./engine-properties.ts";
import { usedHeap } from "./heap.ts";
import { minimise } from "./minimise.ts";
import { type Mutant, mutantOf } from "./mutants.ts";
import { pythonVerdicts } from "./python-verdicts.ts";
import { ownSeeds, realSeeds } from "./seeds.ts";
import type { Progress, Share } from "./share.ts";
import type { Violation } from "./violation.ts";

/** No keystroke may take longer; a repair reads the text again for every few of its fixes. */
const MAX_READING = 1000;
const MAX_REPAIR = 10_000;

/** Checks the mutants of a share in the engine, and tells of each failure that is a new one. */
export async function checkShare(share: Share, port: MessagePort): Promise<void> {
  const loaded = await engine();
  const tell = (progress: Progress) => port.postMessage(progress);
  const known = new Set<string>();
  const fixes: Checked["fixes"][number][] = [];
  const seeds = share.corpus === null ? ownSeeds() : [...ownSeeds(), ...realSeeds(share.corpus)];

  const fail = (mutant: Mutant, violation: Violation, again: ((text: string) => readonly Violation[]) | null) => {
    if (known.has(violation.property)) return;
    known.add(violation.property);
    tell({ kind: "minimising", number: mutant.number });
    const fails = (text: string) => again?.(text).some(({ property }) => property === violation.property) ?? false;
    const small = again === null ? mutant.text : minimise(mutant.text, fails);
    const { number, story } = mutant;
    tell({ kind: "failed", failure: { number, story, ...violation, small } });
  };

  for (let number = share.from; number < share.to; number++) {
    tell({ kind: "begun", number });
    const mutant = mutantOf(seeds, share.seed, number);
    const { violations, fixes: made, ...times } = checkInEngine(loaded, mutant.text, number);
    const again = (text: string) => checkInEngine(loaded, text, number).violations;
    for (const violation of violations) fail(mutant, violation, again);
    if (isSlow(times)) {
      const slow = slowness(loaded, mutant, number);
      if (slow !== null) fail(mutant, slow, null);
    }
    if (share.askPython) fixes.push(...made);
    if (fixes.length > 500 || number === share.to - 1) {
      for (const verdict of pythonVerdicts(fixes.splice(0))) fail(mutant, verdict, null);
    }
  }
  tell({ kind: "done", heap: usedHeap() });
}

type Times = Pick<Checked, "slowestReading" | "repairTime">;

function isSlow({ slowestReading, repairTime }: Times): boolean {
  return slowestReading > MAX_READING || repairTime > MAX_REPAIR;
}

/** What was slow only once was somebody else's doing. */
function slowness(loaded: Engine, { text, story }: Mutant, number: number): Violation | null {
  const times: readonly Times[] = [0, 1].map(() => checkInEngine(loaded, text, number));
  if (!times.every(isSlow)) return null;
  const slowestReading = Math.min(...times.map((each) => each.slowestReading));
  const repairTime = Math.min(...times.map((each) => each.repairTime));
  const what =
    slowestReading > MAX_READING ? "reading and linting takes over a second" : "repairing takes over ten seconds";
  const figures = `read and lint ${slowestReading.toFixed(0)} ms, repair ${repairTime.toFixed(0)} ms, ${text.length} characters`;
  return { property: `${what}: ${story.replace(/.*: /, "")}`, detail: figures };
}
