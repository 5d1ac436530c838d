import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { RevisionGraph } from "../../../server/src/history/graph/revision-graph.ts";
import type { RevisionNode } from "../../../server/src/history/graph/revision-node.ts";
import { type RevisionRecord, recordRevision } from "../../../server/src/history/revision-record.ts";
import { SchemaHistory } from "../../../server/src/history/schema-history.ts";
import { engine } from "../../engine.ts";
import { collectGarbage } from "../../v8-heap.ts";
import { migration } from "../project/indexing/sample-index.ts";
import { nodeOf, sampleNodes } from "./graph/sample-graph.ts";

const { read } = await engine();

function record(number: number, body: string, first = ""): RevisionRecord {
  const text = first + migration(String(number), number === 0 ? null : String(number - 1), body);
  const script = read(text, true);
  const found = script === null ? null : recordRevision(script, `/versions/${String(number).padStart(4, "0")}.py`);
  if (found === null) throw new Error("no revision");
  return found;
}

const creating = (number: number) => record(number, `op.create_table("t${number}", sa.Column("a", sa.Text()))`);

/** A chain whose upgrades create a table each, and its schemas; `asked` counts the upgrades that were looked at. */
class Chain {
  readonly history: SchemaHistory;
  asked = 0;
  readonly #records: RevisionRecord[];
  #graph: RevisionGraph;

  constructor(length: number, goesOnce: boolean) {
    this.#records = Array.from({ length }, (_, number) => creating(number));
    this.#graph = new RevisionGraph(this.#records.map(({ node }) => node));
    this.history = new SchemaHistory({ namingConvention: null }, goesOnce);
    this.#update();
  }

  node(number: number): RevisionNode {
    const found = this.#graph.nodes[number];
    if (found === undefined) throw new Error("no such revision");
    return found;
  }

  before(number: number) {
    return this.history.before(this.node(number));
  }

  /** As a fix does that inserts a line: the names are the same, at other places, and the upgrade does something else. */
  fix(number: number): void {
    const fixed = record(number, `op.create_table("u${number}")`, "import os\n");
    const graph = this.#graph.with(fixed.node);
    if (graph === null) throw new Error("other links");
    this.#records[number] = fixed;
    this.#graph = graph;
    this.history.changed(fixed.node);
    this.#update();
  }

  #update(): void {
    const upgrades = new Map(this.#records.map(({ node, upgrade }) => [node.path, upgrade]));
    this.history.update(this.#graph, ({ path }) => {
      this.asked++;
      return upgrades.get(path) ?? [];
    });
  }
}

const hasTable = (chain: Chain, number: number, name: string) => chain.before(number).has("table", null, name);

describe("who goes through the revisions once", () => {
  test("has each replayed but a few times, even if each is changed on the way", () => {
    const counts = [200, 400].map((length) => {
      const chain = new Chain(length, true);
      for (let number = 0; number < length; number++) {
        expect(hasTable(chain, number, `u${number - 1}`)).toBe(number === 0 ? "absent" : "present");
        chain.fix(number);
        expect(hasTable(chain, number, `u${number}`)).toBe("absent");
      }
      return chain.asked;
    });
    expect(counts[1]).toBeLessThan(2.1 * (counts[0] ?? 0));
    expect(counts[1]).toBeLessThan(12 * 400);
  });

  test("has it replayed no more often where ways part and meet again, also of what lies behind", () => {
    const links: [id: string, follows: string[]][] = [["m0", []]];
    for (let n = 1; n <= 30; n++)
      links.push([`a${n}`, [`m${n - 1}`]], [`b${n}`, [`m${n - 1}`]], [`m${n}`, [`a${n}`, `b${n}`]]);
    const upgrade = creating(0).upgrade;
    const graph = new RevisionGraph(sampleNodes(Object.fromEntries(links)));
    const history = new SchemaHistory({ namingConvention: null }, true);
    let asked = 0;
    history.update(graph, () => {
      asked++;
      return upgrade;
    });
    for (const [file] of links) for (const _ of [1, 2]) history.before(nodeOf(graph, file));
    expect(asked).toBeLessThan(10 * links.length);
    asked = 0;
    history.before(nodeOf(graph, "m15"));
    expect(asked).toBeLessThan(10 * links.length);
  });

  test("is told the same of what lies behind, replayed from a revision nearby", () => {
    const chain = new Chain(300, true);
    chain.before(299);
    chain.asked = 0;
    expect([99, 100].map((table) => hasTable(chain, 100, `t${table}`))).toEqual(["present", "absent"]);
    expect(chain.asked).toBeGreaterThan(0);
    expect(chain.asked).toBeLessThan(10 * 64);
  });

  test("holds few schemas of a long history, and some of them", async () => {
    const length = 64 * 64;
    const chain = new Chain(length, true);
    const schemas = Array.from({ length }, (_, number) => new WeakRef(chain.before(number)));
    // What a WeakRef was made of is held until the present work is done.
    await setImmediate();
    collectGarbage();
    const held = schemas.filter((schema) => schema.deref() !== undefined).length;
    expect(held).toBeGreaterThan(8);
    expect(held).toBeLessThan(80);
    expect(hasTable(chain, 100, "t99")).toBe("present");
  });
});

test("a schema stays the same object until an ancestor's upgrade changes", () => {
  const chain = new Chain(10, false);
  const numbers = Array.from({ length: 10 }, (_, number) => number);
  const first = numbers.map((number) => chain.before(number));
  chain.fix(5);
  expect(numbers.filter((number) => chain.before(number) === first[number])).toEqual([0, 1, 2, 3, 4, 5]);
  expect(hasTable(chain, 9, "t5")).toBe("absent");
  expect(hasTable(chain, 9, "u5")).toBe("present");
});

test("a graph is linked anew only where a header names something else", () => {
  const graph = new RevisionGraph([0, 1, 2].map((number) => creating(number).node));
  const moved = record(1, "pass", "import os\n").node;
  const [, , last] = graph.nodes;
  const with1 = graph.with(moved);
  expect(with1?.isLinkedAs(graph)).toBe(true);
  expect(with1?.get("1")?.id.place.start.line).toBe(3);
  expect(last === undefined ? null : with1?.parents(last)[0]).toBe(moved);
  expect(graph.with({ ...moved, downRevisions: [] })).toBeNull();
  expect(graph.with({ ...moved, downRevisions: null })).toBeNull();
  expect(graph.with({ ...moved, path: "/versions/new.py" })).toBeNull();
  const astray = new RevisionGraph([1, 2].map((number) => creating(number).node));
  expect(astray.problems).toHaveLength(1);
  expect(astray.with(moved)).toBeNull();
});
