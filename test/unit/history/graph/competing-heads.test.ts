import { expect, test } from "vitest";
import { files, type SampleScripts, sampleGraph } from "./sample-graph.ts";

const competing = (scripts: SampleScripts) => sampleGraph(scripts).competingHeads.map(files);

test.each<[string, SampleScripts, string[]]>([
  ["a single line", { a: [], b: ["a"] }, []],
  ["two revisions that follow one", { a: [], b: ["a"], c: ["a"] }, ["b c"]],
  ["a merge of them", { a: [], b: ["a"], c: ["a"], d: ["b", "c"] }, []],
  ["a base that has been forgotten to follow", { a: [], b: ["a"], c: [] }, ["b c"]],
  ["a head that others depend on: `upgrade head` does not ask for that", { a: [], b: { needs: ["a"] } }, ["a b"]],
  [
    "a label for each branch, as neutron has them",
    {
      a: [],
      b: { follows: ["a"], labels: ["expand"] },
      c: ["b"],
      x: { follows: ["a"], labels: ["contract"] },
      y: ["x"],
    },
    [],
  ],
  [
    "two heads in one of the labelled branches",
    {
      a: [],
      b: { follows: ["a"], labels: ["expand"] },
      c: ["b"],
      d: ["b"],
      x: { follows: ["a"], labels: ["contract"] },
    },
    ["c d"],
  ],
  ["one labelled branch beside a main line", { a: [], b: ["a"], x: { follows: ["a"], labels: ["feature"] } }, []],
  ["a label for the whole history sets nothing apart", { a: { labels: ["main"] }, b: ["a"], c: ["a"] }, ["b c"]],
  ["a base of its own with a label", { a: [], x: { labels: ["plugin"] } }, []],
  ["a label that is computed", { a: [], b: ["a"], x: { follows: ["a"], labels: null } }, []],
  ["a folder for each history", { "one/a": [], "one/b": ["one/a"], "two/x": [], "two/y": ["two/x"] }, []],
  [
    "a history that goes on in another folder",
    { "one/a": [], "one/b": ["one/a"], "two/c": ["one/a"] },
    ["one/b two/c"],
  ],
  [
    "two heads in one of the folders",
    { "one/a": [], "two/x": [], "two/y": ["two/x"], "two/z": ["two/x"] },
    ["two/y two/z"],
  ],
  ["a parent that is computed: it may be any head", { a: [], b: ["a"], c: ["a"], d: { follows: null } }, []],
  ["heads whose history is broken", { a: ["gone"], b: ["a"], c: ["c"], d: ["c"], e: [] }, []],
  ["heads with one id", { a: [], b: { id: "x", follows: ["a"] }, c: { id: "x", follows: ["a"] }, d: ["a"] }, []],
  [
    "a head that a script without a place follows",
    { a: { id: "x" }, b: [], c: { id: "x", follows: ["b"] }, d: [] },
    [],
  ],
])("%s", (_, scripts, groups) => {
  expect(competing(scripts)).toEqual(groups);
});
