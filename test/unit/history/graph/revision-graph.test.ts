import { describe, expect, test } from "vitest";
import { RevisionGraph } from "../../../../server/src/history/graph/revision-graph.ts";
import { files, inWords, nodeOf, sampleGraph, sampleNodes } from "./sample-graph.ts";

/** Two branches from `a`, merged by `m`. */
const merged = { a: [], b: ["a"], c: ["b"], x: ["a"], m: ["c", "x"], n: ["m"] };

describe("a sound graph", () => {
  test("has heads, bases and branch points", () => {
    const graph = sampleGraph({ ...merged, other: { needs: ["n"] } });
    expect(files(graph.heads)).toBe("n other");
    expect(files(graph.realHeads)).toBe("other");
    expect(files(graph.bases)).toBe("a other");
    expect(files(graph.branchPoints)).toBe("a");
    expect(files(graph.followers(nodeOf(graph, "a")))).toBe("b x");
    expect(graph.problems).toEqual([]);
  });

  test("tells what a revision follows or depends on, and what runs before it", () => {
    const graph = sampleGraph({ ...merged, late: { follows: ["x"], needs: ["b", "x"] } });
    const late = nodeOf(graph, "late");
    expect(files(graph.parents(late))).toBe("x b");
    expect(files(graph.before(late))).toBe("a b x");
    expect(files(graph.before(nodeOf(graph, "n")))).toBe("a x b c m");
    expect(files(graph.before(nodeOf(graph, "a")))).toBe("");
  });

  test("ranks each revision by its longest way from a base", () => {
    const graph = sampleGraph(merged);
    expect(graph.nodes.map((node) => `${node.id.text}${graph.rank(node)}`).join(" ")).toBe("a0 b1 c2 m3 n4 x1");
  });

  test("tells what a merge brings to one of its sides", () => {
    const graph = sampleGraph({
      a: [],
      b: ["a"],
      c: ["b"],
      d: ["c"],
      x: ["b"],
      y: ["x"],
      z: { follows: [], needs: ["x"] },
    });
    const only = (others: readonly string[], nearest: string) =>
      files(
        graph.onlyBefore(
          others.map((file) => nodeOf(graph, file)),
          nodeOf(graph, nearest),
        ),
      );
    expect(only(["y"], "d")).toBe("x y");
    expect(only(["d", "d"], "y")).toBe("c d");
    expect(only(["z", "y"], "d")).toBe("x y z");
    expect(only(["b"], "d")).toBe("");
    expect(only(["d"], "d")).toBe("");
    expect(only([], "d")).toBe("");
    const late = sampleGraph({ "0": [], a: [], b: ["a"], d: ["b"], y: ["b", "0"] });
    expect(files(late.onlyBefore([nodeOf(late, "y")], nodeOf(late, "d")))).toBe("0 y");
  });

  test("has a revision's label in its whole branch, but not below where others part", () => {
    const graph = sampleGraph({
      a: [],
      b: ["a"],
      c: { follows: ["b"], labels: ["one"] },
      d: ["c"],
      x: ["a"],
      y: ["x"],
    });
    expect(graph.nodes.map((node) => `${node.id.text}:${graph.labels(node)}`).join(" ")).toBe(
      "a: b:one c:one d:one x: y:",
    );
    const computed = sampleGraph({ a: [], b: { follows: ["a"], labels: null }, c: ["b"], x: [] });
    expect(computed.nodes.map((node) => computed.labels(node))).toEqual([null, null, null, []]);
  });

  test("knows nothing of scripts that are not in it", () => {
    const graph = sampleGraph(merged);
    const [stranger] = sampleNodes({ stranger: ["a"] });
    if (stranger === undefined) throw new Error("no node");
    expect(graph.before(stranger)).toEqual([]);
    expect(graph.parents(stranger)).toEqual([]);
    expect(graph.followers(stranger)).toEqual([]);
    expect(graph.labels(stranger)).toBeNull();
    expect(graph.rank(stranger)).toBeNull();
    expect(graph.isComplete(stranger)).toBe(false);
    expect(graph.problemsOf(stranger.path)).toEqual([]);
    expect(graph.onlyBefore([stranger], nodeOf(graph, "a"))).toEqual([]);
  });

  test("may be empty", () => {
    const graph = new RevisionGraph([]);
    expect([graph.heads, graph.bases, graph.problems, graph.competingHeads, graph.inOrder]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
    expect(graph.resolve("head")).toEqual({ kind: "found", nodes: [] });
  });
});

describe("problems", () => {
  test("several scripts with one id: the first path has the place", () => {
    const graph = sampleGraph({ base: [], two: { id: "b", follows: ["base"] }, one: { id: "b" }, c: ["b"] });
    expect(inWords(graph.problems)).toEqual(["one: duplicate of two", "two: duplicate of one"]);
    expect(inWords(graph.problemsOf("/versions/two"))).toEqual(["two: duplicate of one"]);
    expect(files([...graph.heads, ...graph.bases])).toBe("base c base one");
    expect(graph.get("b")?.path).toBe("/versions/one");
    expect(files(graph.before(nodeOf(graph, "c")))).toBe("one");
    expect(files(graph.before(nodeOf(graph, "two")))).toBe("base");
  });

  test("names that no script has", () => {
    const graph = sampleGraph({ a: ["gone"], b: { follows: ["a", "away"], needs: ["lost"] } });
    expect(inWords(graph.problems)).toEqual([
      "a: missing gone in down_revision",
      "b: missing away in down_revision",
      "b: missing lost in depends_on",
    ]);
    expect(files(graph.bases)).toBe("");
  });

  test("a label is a name for depends_on, not for down_revision; the beginning of an id is one for neither", () => {
    const graph = sampleGraph({
      abcdef: { labels: ["label"] },
      b: { needs: ["label"] },
      c: ["label"],
      d: { needs: ["abcd"] },
    });
    expect(inWords(graph.problems)).toEqual(["c: missing label in down_revision", "d: missing abcd in depends_on"]);
    expect(files(graph.parents(nodeOf(graph, "b")))).toBe("abcdef");
  });

  test("computed names are no problem, and neither is a name that may be a computed label", () => {
    const graph = sampleGraph({ a: { follows: null }, b: { labels: null }, c: { needs: ["label"] }, d: ["c"] });
    expect(graph.problems).toEqual([]);
    expect(graph.nodes.map((node) => graph.isComplete(node))).toEqual([false, true, false, false]);
    expect(files(graph.bases)).toBe("b c");
  });

  test("neither is one that may be the id of a script whose id can't be known", () => {
    const graph = new RevisionGraph(sampleNodes({ a: ["gone"], b: ["a"], c: ["a"], d: ["d"] }), true);
    expect(inWords(graph.problems)).toEqual(["d: cycle d"]);
    expect(graph.nodes.map((node) => graph.isComplete(node))).toEqual([false, false, false, false]);
    expect(new RevisionGraph(sampleNodes({ a: [], b: ["a"], c: ["a"] }), true).competingHeads).toEqual([]);
  });

  test("neither is what depends_on names, where there may be scripts of other packages; what is followed is one of our own", () => {
    const graph = new RevisionGraph(sampleNodes({ a: { needs: ["elsewhere"] }, b: ["gone"] }), false, true);
    expect(inWords(graph.problems)).toEqual(["b: missing gone in down_revision"]);
    expect(graph.nodes.map((node) => graph.isComplete(node))).toEqual([false, false]);
  });

  test("rings, each way round named once for all that it passes", () => {
    const graph = sampleGraph({ a: ["a"], b: ["d"], c: ["b"], d: ["c", "base"], base: [], after: ["d"] });
    expect(inWords(graph.problems)).toEqual(["a: cycle a", "b: cycle b d c", "c: cycle b d c", "d: cycle b d c"]);
    expect(files(graph.parents(nodeOf(graph, "d")))).toBe("");
    expect(files(graph.before(nodeOf(graph, "after")))).toBe("d");
    expect(graph.rank(nodeOf(graph, "after"))).toBeNull();
    expect(graph.rank(nodeOf(graph, "b"))).toBeNull();
  });

  test("a ring by way of depends_on", () => {
    const graph = sampleGraph({ a: { needs: ["label"] }, b: ["a"], c: { follows: ["b"], labels: ["label"] } });
    expect(inWords(graph.problems)).toEqual(["a: cycle a c b", "b: cycle a c b", "c: cycle a c b"]);
  });

  test("two rings with a revision in common: each member has one that passes it", () => {
    const graph = sampleGraph({ a: ["b", "c"], b: ["a"], c: ["a"] });
    expect(inWords(graph.problems)).toEqual(["a: cycle a b", "b: cycle a b", "c: cycle c a"]);
  });

  test("a script that names its own id, which another one has too", () => {
    const graph = sampleGraph({ one: { id: "a" }, two: { id: "a", follows: ["a"] } });
    expect(inWords(graph.problems)).toEqual(["one: duplicate of two", "two: duplicate of one", "two: cycle two"]);
  });

  test("ids that Alembic refuses", () => {
    const graph = sampleGraph({ a: { id: "2026-11-23@1" }, b: ["2026-11-23@1"] });
    expect(inWords(graph.problems)).toEqual(["a: characters - @"]);
    expect(files(graph.heads)).toBe("b");
  });

  test("labels that can't be told from each other, or from an id", () => {
    const graph = sampleGraph({
      a: { labels: ["same"] },
      b: { labels: ["same", "c"] },
      c: { labels: ["twice", "twice"] },
      d: { id: "copy", labels: ["copied"] },
      e: { id: "copy", labels: ["copied"] },
    });
    expect(inWords(graph.problems)).toEqual([
      "a: label same of b",
      "b: label same of a",
      "b: label c of c",
      "c: label twice of c",
      "d: duplicate of e",
      "e: duplicate of d",
    ]);
  });
});

describe("what runs before a revision is known", () => {
  const known = (graph: ReturnType<typeof sampleGraph>, file: string) => graph.isComplete(nodeOf(graph, file));

  test.each([
    ["a parent is missing", { a: ["gone"], b: ["a"] }],
    ["a parent is computed", { a: { follows: null }, b: ["a"] }],
    ["a dependency is computed", { a: { needs: null }, b: ["a"] }],
    ["two scripts have its parent's id", { a: { id: "x" }, a2: { id: "x" }, mid: ["x"], b: ["mid"] }],
    ["a parent is in a ring", { a: ["a"], b: ["a"] }],
  ])("not where %s", (_, scripts) => {
    const graph = sampleGraph({ ...scripts, fine: [], finer: ["fine"] });
    expect(known(graph, "b")).toBe(false);
    expect(known(graph, "finer")).toBe(true);
  });

  test("of one that shares its id, too", () => {
    const graph = sampleGraph({ a: [], b: { id: "x", follows: ["a"] }, c: { id: "x", follows: ["a"] } });
    expect([known(graph, "b"), known(graph, "c")]).toEqual([true, true]);
  });
});
