import { expect, test } from "vitest";
import { files, sampleGraph } from "./sample-graph.ts";

const graph = sampleGraph({
  base01: [],
  expand1: { follows: ["base01"], labels: ["wide"] },
  expand2: ["expand1"],
  other1: { follows: ["base01"], labels: ["narrow"] },
  ab: { needs: ["expand2"] },
});

test.each([
  ["heads", "found: ab other1"],
  ["head", "ambiguous head: ab expand2 other1"],
  ["base", "found: "],
  ["expand1", "found: expand1"],
  ["ab", "found: ab"],
  ["b", "found: base01"],
  ["a", "unknown a"],
  ["exp", "ambiguous exp: expand1 expand2"],
  ["wide", "found: expand1"],
  ["wi", "found: expand1"],
  ["wide@head", "found: expand2"],
  ["wide@heads", "found: expand2"],
  ["base01@head", "ambiguous base01@head: expand2 other1"],
  ["base01@heads", "found: expand2 other1"],
  ["wide@base", "found: "],
  ["wide@exp", "ambiguous exp: expand1 expand2"],
  ["wide@base01", "found: base01"],
  ["narrow@expand2", "unknown expand2"],
  ["narrow@oth", "found: other1"],
  ["nothing@head", "unknown nothing"],
  ["wide@nothing", "unknown nothing"],
  ["exp@head", "ambiguous exp: expand1 expand2"],
  ["@head", "ambiguous head: ab expand2 other1"],
  ["", "unknown "],
  ["+1", "unknown +1"],
])("%s", (identifier, expected) => {
  const resolution = graph.resolve(identifier);
  const { kind } = resolution;
  if (kind === "found") expect(`found: ${files(resolution.nodes)}`).toBe(expected);
  else if (kind === "unknown") expect(`unknown ${resolution.name}`).toBe(expected);
  else expect(`ambiguous ${resolution.name}: ${files(resolution.candidates)}`).toBe(expected);
});
