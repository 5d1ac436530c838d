import { Choices } from "../random-choices.ts";
import { grow } from "./growths.ts";
import { type Mutation, mutations } from "./mutations.ts";

/** A text that nobody wrote. */
export interface Mutant {
  readonly number: number;
  /** What it is made of: the seeds' names and the mutations. */
  readonly story: string;
  readonly text: string;
  /** As a file: now and then with bytes that are no UTF-8. */
  readonly bytes: Uint8Array;
}

/** A source that mutants are made of. */
export interface Seed {
  readonly name: string;
  readonly text: string;
}

/** One mutant in so many holds something huge or deep. */
const GROWN = 40;

const named: readonly (readonly [string, Mutation])[] = Object.entries(mutations);

/** The mutant of this number: always the same for the same seeds and `seed`. */
export function mutantOf(seeds: readonly Seed[], seed: number, number: number): Mutant {
  const choices = new Choices(Math.imul(seed, 1_000_003) + number);
  const first = choices.one(seeds);
  const second = choices.one(seeds);
  let { text } = first;
  const done: string[] = [];
  for (let left = choices.once(4) ? 2 + choices.number(6) : 1; left > 0; left--) {
    const [name, mutate] = choices.one(named);
    text = mutate(choices, text, second.text);
    done.push(name);
  }
  if (choices.once(GROWN)) {
    const grown = grow(choices, text);
    text = grown.text;
    done.push(grown.name);
  }
  const bytes = Buffer.from(text, "utf8");
  if (choices.once(6) && bytes.length > 0) {
    for (let left = 1 + choices.number(3); left > 0; left--) bytes[choices.number(bytes.length)] = choices.number(256);
  }
  return { number, story: `${first.name} × ${second.name}: ${done.join(", ")}`, text, bytes };
}
