import { Choices } from "../random-choices.ts";
import type { Found } from "./found.ts";

/**
 * Draws `count` findings, as many of each rule as of the others, until a rule has no more.
 * @param seed decides which ones; the same findings and seed give the same draw.
 */
export function drawByRule(found: readonly Found[], count: number, seed: number): readonly Found[] {
  const choices = new Choices(seed);
  const left = new Map<string, Found[]>();
  for (const each of found) left.set(each.rule, [...(left.get(each.rule) ?? []), each]);
  const drawn: Found[] = [];
  while (drawn.length < count && left.size > 0) {
    for (const rule of [...left.keys()].sort()) {
      const rest = left.get(rule) ?? [];
      const [one] = rest.splice(choices.number(rest.length), 1);
      if (rest.length === 0) left.delete(rule);
      if (one !== undefined && drawn.length < count) drawn.push(one);
    }
  }
  return drawn;
}
