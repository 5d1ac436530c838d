import { readFileSync } from "node:fs";
import { join } from "node:path";
import { precisionFolder } from "./corpus.ts";

/** Something that a rule should say of a migration, and did not when it was read. */
export interface Miss {
  /** From 1, where the finding would stand. */
  readonly line: number;
  readonly rule: string;
  /** What the rule should speak of, in a few words of our own. */
  readonly what: string;
  /** `mended`: it is found since. `named`: it stays a miss. */
  readonly state: "mended" | "named";
  /** Why it was missed. */
  readonly why: string;
}

/** A migration that was read by eye against the catalogue of rules, before what we find in it was looked at. */
export interface FileRead {
  readonly project: string;
  /** Below the project's folder, with `/`. */
  readonly file: string;
  /** None where the rules said all that the reader expected. */
  readonly misses: readonly Miss[];
}

/** The migrations that were drawn at random and read for what is not found. */
export function readMisses(): readonly FileRead[] {
  return JSON.parse(readFileSync(join(precisionFolder, "misses.json"), "utf8"));
}
