import { describe, expect, test } from "vitest";
import { RevisionGraph } from "../../../../server/src/history/graph/revision-graph.ts";
import { type SampleScript, sampleNodes } from "./sample-graph.ts";

const SIZE = 50_000;

/** A graph of `SIZE` scripts, of which `script` tells what each is by its number. */
function largeGraph(script: (index: number) => SampleScript): RevisionGraph {
  const numbers = Array.from({ length: SIZE }, (_, index) => index);
  return new RevisionGraph(sampleNodes(Object.fromEntries(numbers.map((index) => [name(index), script(index)]))));
}

const name = (index: number) => `r${String(index).padStart(6, "0")}`;
const after = (...indexes: readonly number[]) => indexes.filter((index) => index >= 0).map(name);

/** Asks for everything once, as a project with all of its scripts open does. */
function lookAt(graph: RevisionGraph): {
  heads: number;
  problems: number;
  before: number;
  inOrder: number;
  competing: number[];
} {
  const [last] = graph.heads.slice(-1);
  const before = last === undefined ? [] : graph.before(last);
  for (const node of graph.nodes.slice(0, 100)) graph.problemsOf(node.path);
  const order = graph.inOrder;
  const places = new Map(order.map((node, place) => [node, place]));
  const early = order.filter((node, place) =>
    graph.parents(node).some((parent) => (places.get(parent) ?? order.length) > place),
  );
  expect(early).toEqual([]);
  return {
    heads: graph.heads.length,
    problems: graph.problems.length,
    before: before.length,
    inOrder: order.length,
    competing: graph.competingHeads.map(({ length }) => length),
  };
}

describe("in 50,000 scripts", () => {
  test("a single line", () => {
    const graph = largeGraph((index) => ({ follows: after(index - 1) }));
    expect(lookAt(graph)).toEqual({ heads: 1, problems: 0, before: SIZE - 1, inOrder: SIZE, competing: [] });
    expect(graph.rank(graph.nodes[SIZE - 1] ?? fail())).toBe(SIZE - 1);
  });

  test("a thousand heads on a long trunk", () => {
    const graph = largeGraph((index) => ({ follows: after(index < SIZE - 1000 ? index - 1 : SIZE - 1001) }));
    expect(lookAt(graph)).toEqual({ heads: 1000, problems: 0, before: SIZE - 1000, inOrder: SIZE, competing: [1000] });
  });

  test("a thousand labelled branches of fifty", () => {
    const graph = largeGraph((index) =>
      index < 1000 ? { labels: [`label${index}`] } : { follows: after(index - 1000), needs: after(index - 1001) },
    );
    expect(lookAt(graph)).toMatchObject({ heads: 1000, problems: 0, inOrder: SIZE, competing: [] });
  });

  test("all of them on one base", () => {
    const graph = largeGraph((index) => ({ follows: index === 0 ? [] : after(0) }));
    expect(lookAt(graph)).toEqual({ heads: SIZE - 1, problems: 0, before: 1, inOrder: SIZE, competing: [SIZE - 1] });
  });

  test("two lines that merge all the time", () => {
    const graph = largeGraph((index) => ({ follows: after(index - 1, index - 2) }));
    expect(lookAt(graph)).toEqual({ heads: 1, problems: 0, before: SIZE - 1, inOrder: SIZE, competing: [] });
  });

  test("each depends on what all depend on", () => {
    const graph = largeGraph((index) => ({
      follows: after(index - 1),
      needs: after(0, Math.floor(index / 2)).slice(index < 1 ? 2 : 0),
    }));
    expect(lookAt(graph)).toEqual({ heads: 1, problems: 0, before: SIZE - 1, inOrder: SIZE, competing: [] });
  });

  test("one ring", () => {
    const graph = largeGraph((index) => ({ follows: after((index + 1) % SIZE) }));
    expect(lookAt(graph)).toEqual({ heads: 0, problems: SIZE, before: 0, inOrder: SIZE, competing: [] });
  });

  test("a tangle of rings", () => {
    const graph = largeGraph((index) => ({
      follows: after((index * 7 + 1) % SIZE, (index * 3 + 2) % SIZE, (index + 1) % SIZE),
    }));
    expect(lookAt(graph)).toMatchObject({ problems: SIZE });
  });

  test("one id", () => {
    const graph = largeGraph(() => ({ id: "same" }));
    expect(lookAt(graph)).toEqual({ heads: 1, problems: SIZE, before: 0, inOrder: 1, competing: [] });
  });

  test("one label", () => {
    const graph = largeGraph((index) => ({ follows: after(index - 1), labels: ["same"] }));
    expect(lookAt(graph)).toMatchObject({ heads: 1, problems: 2 * SIZE - 2 });
  });

  test("a label for each", () => {
    const graph = largeGraph((index) => ({ follows: after(index - 1), labels: [`label${index}`] }));
    expect(lookAt(graph)).toMatchObject({ heads: 1, problems: 0 });
    expect(graph.labels(graph.nodes[0] ?? fail())?.length).toBe(SIZE);
  });

  test("names that no script has", () => {
    const graph = largeGraph((index) => ({ follows: [`gone${index}`] }));
    expect(lookAt(graph)).toEqual({ heads: SIZE, problems: SIZE, before: 0, inOrder: SIZE, competing: [] });
  });
});

function fail(): never {
  throw new Error("no such script");
}
