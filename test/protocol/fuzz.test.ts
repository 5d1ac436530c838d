import { expect, test } from "vitest";
import { checkInCli } from "../fuzz/cli-properties.ts";
import { mutantOf } from "../fuzz/mutants.ts";
import { corpusSeeds, ownSeeds } from "../fuzz/seeds.ts";
import { checkInServer } from "../fuzz/server-properties.ts";

const SEED = 20261126;
const timeout = 300_000;

const seeds = ownSeeds();
const failedOnce = corpusSeeds().map(({ name, text }, index) => {
  return { number: 10_000 + index, story: name, text, bytes: Buffer.from(text, "utf8") };
});
const mutants = (from: number, count: number) => [
  ...failedOnce,
  ...Array.from({ length: count }, (_, index) => mutantOf(seeds, SEED, from + index)),
];

test("the command line checks and repairs a folder of mutants as if nothing were", { timeout }, () => {
  expect(checkInCli(mutants(1000, 80))).toEqual([]);
});

test("the language server checks and repairs mutants in a document as if nothing were", { timeout }, async () => {
  expect(await checkInServer(mutants(2000, 40))).toEqual([]);
});
