import { describe, expect, test } from "vitest";
import { engine } from "../engine.ts";
import { checkInEngine } from "../fuzz/engine-properties.ts";
import { usedHeap } from "../fuzz/heap.ts";
import { mutantOf } from "../fuzz/mutants.ts";
import { corpusSeeds, ownSeeds } from "../fuzz/seeds.ts";
import { surroundings } from "../fuzz/surroundings.ts";

/** `npm run fuzz` checks as many as one likes, those of other projects too, and says which are slow. */
const MUTANTS = 400;
const SEED = 20261126;

describe("inputs that failed once", () => {
  test.each(corpusSeeds())("$name", async ({ text }) => {
    const loaded = await engine();
    for (const index of surroundings.keys()) expect(checkInEngine(loaded, text, index).violations).toEqual([]);
  });
});

test(`${MUTANTS} mutants of our own migrations: nothing throws, fixes are sound, repairs end, the heap does not grow`, async () => {
  const loaded = await engine();
  const seeds = ownSeeds();
  const check = (from: number, to: number) => {
    for (let number = from; number < to; number++) {
      const mutant = mutantOf(seeds, SEED, number);
      const { violations } = checkInEngine(loaded, mutant.text, number);
      expect({ mutant: `${number}: ${mutant.story}`, violations }).toEqual({
        mutant: expect.anything(),
        violations: [],
      });
    }
  };
  check(0, MUTANTS / 4);
  const before = usedHeap();
  check(MUTANTS / 4, MUTANTS);
  // What the last text has left makes a fifth, up or down; scripts that are kept more than double it (measured).
  expect(usedHeap() / before).toBeLessThan(1.5);
});
