import { expect, test } from "vitest";
import { outlineOf } from "../../../../server/src/history/graph/outline.ts";
import { files, type SampleScripts, sampleGraph } from "./sample-graph.ts";

/** The lines, newest first, each with the merge that has brought it in. */
const outline = (scripts: SampleScripts) =>
  outlineOf(sampleGraph(scripts)).map(({ nodes, into }) => (into === null ? "" : `${files([into])} ← `) + files(nodes));

test.each<[string, SampleScripts, string[]]>([
  ["no revisions", {}, []],
  ["a single line", { a: [], b: ["a"], c: ["b"] }, ["c b a"]],
  [
    "a merge goes on with its longest parent",
    { a: [], b: ["a"], x: ["a"], y: ["x"], m: ["b", "y"] },
    ["m y x a", "m ← b"],
  ],
  [
    "of two as long, with the one that it names first",
    { a: [], b: ["a"], c: ["a"], m: ["c", "b"] },
    ["m c a", "m ← b"],
  ],
  ["a merge of three", { a: [], b: ["a"], c: ["a"], d: ["a"], m: ["b", "c", "d"] }, ["m b a", "m ← c", "m ← d"]],
  [
    "what an older merge has brought in, a newer one does not bring in again",
    { a: [], b: ["a"], c: ["b"], x: ["a"], y: ["x"], m: ["c", "x"], n: ["m"], o: ["n", "y"] },
    ["o n m c b a", "m ← x", "o ← y"],
  ],
  [
    "a branch that merges the trunk meanwhile goes on beyond that",
    { a: [], b: ["a"], c: ["b"], d: ["c"], e: ["d"], x: ["a"], y: ["x", "b"], z: ["y"], m: ["e", "z"] },
    ["m e d c b a", "m ← z y x"],
  ],
  [
    "a merge in a branch",
    { a: [], b: ["a"], c: ["b"], d: ["c"], e: ["d"], x: ["a"], y: ["a"], z: ["x", "y"], m: ["e", "z"] },
    ["m e d c b a", "m ← z x", "z ← y"],
  ],
  ["two heads: the longest history first", { a: [], b: ["a"], c: ["b"], x: ["a"] }, ["c b a", "x"]],
  ["a history of its own", { a: [], b: ["a"], x: {}, y: ["x"], z: ["y"] }, ["z y x", "b a"]],
  [
    "what depends on another history does not follow it",
    { a: [], x: {}, y: { follows: ["x"], needs: ["a"] } },
    ["y x", "a"],
  ],
  ["a ring that a head follows", { a: ["b"], b: ["a"], c: ["a"] }, ["c a b"]],
  ["a ring without a head", { a: ["c"], b: ["a"], c: ["b"], x: [] }, ["x", "a c b"]],
  ["a script whose id another one has", { a: [], b: ["a"], c: { id: "b", follows: ["a"] }, d: ["b"] }, ["d b a", "c"]],
  ["a parent that is not there", { a: ["gone"], b: ["a"] }, ["b a"]],
])("%s", (_, scripts, lines) => {
  expect(outline(scripts)).toEqual(lines);
});

test("every revision is in one line of a history that forks and merges at random", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const scripts: Record<string, readonly string[]> = { r0: [] };
  for (let number = 1; number < 400; number++) {
    const parent = () => `r${Math.max(0, number - 1 - random(6))}`;
    scripts[`r${number}`] = random(3) === 0 ? [...new Set([parent(), parent()])] : [parent()];
  }
  const lines = outlineOf(sampleGraph(scripts));
  const all = lines.flatMap(({ nodes }) => nodes.map(({ id }) => id.text));
  expect(all.toSorted()).toEqual(Object.keys(scripts).toSorted());
  for (const { nodes, into } of lines) {
    for (const [index, { id }] of nodes.entries()) {
      const before = index === 0 ? into : nodes[index - 1];
      if (before) expect(scripts[before.id.text]).toContain(id.text);
    }
  }
});

test("a history of tens of thousands is no deeper than the stack", () => {
  const scripts: Record<string, readonly string[]> = { r0: [], s0: [] };
  // Each merge brings in a line that ends in another merge.
  for (let number = 1; number < 15_000; number++) {
    scripts[`s${number}`] = [`s${number - 1}`];
    scripts[`r${number}`] = [`s${number}`, `r${number - 1}`];
  }
  const lines = outlineOf(sampleGraph(scripts));
  expect(lines.reduce((count, { nodes }) => count + nodes.length, 0)).toBe(30_000);
});
