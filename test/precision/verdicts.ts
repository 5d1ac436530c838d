import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { precisionFolder } from "./corpus.ts";
import type { Found } from "./found.ts";

/** `open`: nobody has read it yet. */
export type Judgement = "right" | "wrong" | "debatable" | "open";

/** What a reader says of a finding. */
export interface Verdict extends Omit<Found, "message"> {
  readonly verdict: Judgement;
  /** Why, in a few words of our own. */
  readonly reason: string;
}

/** The findings that one reading has judged: all errors, and others drawn at random. */
export interface Sample {
  readonly number: number;
  /** What the draw was made with. */
  readonly seed: number;
  readonly verdicts: readonly Verdict[];
}

const folder = join(precisionFolder, "verdicts");

/** The samples that have been drawn, in the order in which they were. */
export function readSamples(): readonly Sample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name): Sample => JSON.parse(readFileSync(join(folder, name), "utf8")))
    .sort((a, b) => a.number - b.number);
}

/** Keeps a new sample. @throws Error when there is one of its number: verdicts are never written over. */
export function writeSample(sample: Sample): string {
  const file = join(folder, `sample-${sample.number}.json`);
  if (existsSync(file)) throw new Error(`${file} is there already`);
  const verdicts = sample.verdicts.map((each) => `    ${JSON.stringify(each)}`).join(",\n");
  writeFileSync(
    file,
    `{\n  "number": ${sample.number},\n  "seed": ${sample.seed},\n  "verdicts": [\n${verdicts}\n  ]\n}\n`,
  );
  return file;
}

/** Tells whether two are of the same finding. */
export function sameFinding(a: Omit<Found, "message">, b: Omit<Found, "message">): boolean {
  return a.project === b.project && a.file === b.file && a.line === b.line && a.rule === b.rule;
}
