import { describe, expect, it, vi } from "vitest";
import { EnvironmentRows } from "../../../client/src/revisions/environment-rows.ts";
import type { TreeNode } from "../../../client/src/revisions/tree-node.ts";
import type { RevisionGraph } from "../../../server/src/history/graph/revision-graph.ts";
import { graphRevisions } from "../../../server/src/lsp/revisions/environment-revisions.ts";
import { type SampleScripts, sampleGraph } from "../history/graph/sample-graph.ts";

// What rows are made of, as far as it can be read from them here; the view itself is tried in a real VS Code.
vi.mock("vscode", () => {
  class Plain {
    readonly given: readonly unknown[];
    constructor(...given: readonly unknown[]) {
      this.given = given;
    }
  }
  class TreeItem {
    label: string;
    collapsibleState: number;
    constructor(label: string, collapsibleState: number) {
      this.label = label;
      this.collapsibleState = collapsibleState;
    }
  }
  class MarkdownString {
    value = "";
    appendText(text: string): this {
      this.value += text;
      return this;
    }
    appendMarkdown(text: string): this {
      return this.appendText(text);
    }
  }
  const Uri = { parse: (text: string) => ({ path: text, toString: () => text }) };
  const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
  return { MarkdownString, Range: Plain, ThemeColor: Plain, ThemeIcon: Plain, TreeItem, TreeItemCollapsibleState, Uri };
});

function rowsOf(scripts: SampleScripts, shown = new Map<string, number>(), environments = 1): EnvironmentRows {
  return rowsOfGraph(sampleGraph(scripts), shown, environments);
}

function rowsOfGraph(graph: RevisionGraph, shown: Map<string, number>, environments = 1): EnvironmentRows {
  const revisions = graphRevisions(graph);
  const all = Array.from({ length: environments }, (_, index) => ({
    id: `${index}`,
    name: `env ${index}`,
    ...revisions,
  }));
  return new EnvironmentRows(all, shown);
}

const uri = (file: string) => `file:///versions/${file}`;
const textOf = ({ item }: TreeNode) => `${item.label}${item.description ? ` (${item.description})` : ""}`;

/** The rows, two spaces further in where they are below others; `+` where those are not shown from the start. */
function drawn(rows: readonly TreeNode[], indentation = ""): readonly string[] {
  return rows.flatMap((row) => [
    `${indentation}${row.item.collapsibleState === 1 ? "+ " : ""}${textOf(row)}`,
    ...drawn(row.children, `${indentation}  `),
  ]);
}

const line = (prefix: string, length: number, from: readonly string[]): SampleScripts =>
  Object.fromEntries(
    Array.from({ length }, (_, index) => [`${prefix}${index}`, index === 0 ? from : [`${prefix}${index - 1}`]]),
  );

describe("the rows of the revisions", () => {
  it("show a history of one line", () => {
    expect(drawn(rowsOf({ a: [], b: ["a"] }).roots)).toEqual([
      "Heads (1)",
      "  b (head)",
      "History (2)",
      "  b (head)",
      "  a (base)",
    ]);
  });

  it("show what a merge has brought in below it, a long line only on demand", () => {
    const scripts = { ...line("t", 12, []), ...line("s", 6, ["t1"]), m: ["t11", "s5", "x"], x: ["t0"] };
    expect(drawn(rowsOf(scripts).roots).slice(2, 14)).toEqual([
      "History (20)",
      "  + m (head · merge)",
      "    + 6 revisions (after t1, up to s5)",
      "      s5",
      "      s4",
      "      s3",
      "      s2",
      "      s1",
      "      s0",
      "    x",
      "  t11",
      "  t10",
    ]);
  });

  it("show other heads above the longest line, by their labels, and what is wrong", () => {
    const scripts = {
      ...line("t", 4, []),
      p: { labels: ["plugin"] },
      q: ["p"],
      lost: ["gone"],
    };
    expect(drawn(rowsOf(scripts).roots)).toEqual([
      "Problems (1)",
      "  'lost' names 'gone' in down_revision, which no script has",
      "Heads (3)",
      "  lost (head)",
      "  q (head · [plugin])",
      "  t3 (head)",
      "History (7)",
      "  + plugin · 2 revisions (up to q)",
      "    q (head · [plugin])",
      "    p (base · [plugin])",
      "  lost (head)",
      "  t3 (head)",
      "  t2",
      "  t1",
      "  t0 (base)",
    ]);
  });

  it("give each place of a problem a row", () => {
    const [problems] = rowsOf({ a: { id: "x" }, b: { id: "x" } }).roots;
    expect(drawn(problems?.children ?? [])).toEqual(["+ 2 scripts have the id 'x'", "  a (line 1)", "  b (line 1)"]);
  });

  it("stand below their environment where there are several, and say where there are none", () => {
    expect(drawn(rowsOf({ a: [] }, new Map(), 4).roots).slice(0, 6)).toEqual([
      "+ env 0 (1 revision)",
      "  Heads (1)",
      "    a (head · base)",
      "  History (1)",
      "    a (head · base)",
      "+ env 1 (1 revision)",
    ]);
    expect(drawn(rowsOf({}).roots)).toEqual(["No revisions yet"]);
    expect(drawn(rowsOf({}, new Map(), 2).roots)).toEqual(["env 0 (0 revisions)", "env 1 (0 revisions)"]);
  });

  it("end where there are many, until more are wanted", () => {
    const shown = new Map<string, number>();
    const graph = sampleGraph({ ...line("t", 1000, []), s: ["t1"], m: ["t999", "s"], ...line("u", 400, ["m"]) });
    const rows = () => rowsOfGraph(graph, shown);
    const history = () => rows().roots[1]?.children ?? [];
    expect(history()).toHaveLength(301);
    expect(history().slice(-2).map(textOf)).toEqual(["u100", "1101 older revisions…"]);
    expect(rows().find(uri("t999"))).toBeNull();

    expect(rows().makeRoom(uri("s"))).toBe(true);
    expect(history().slice(-2).map(textOf)).toEqual(["m (merge)", "1000 older revisions…"]);
    expect(rows().makeRoom(uri("s"))).toBe(false);
    const found = rows().find(uri("s"));
    expect(found?.item.label).toBe("s");
    expect(found?.parent?.item.label).toBe("m");
    expect(found?.parent?.parent?.item.label).toBe("History");
  });

  it("are found in a group", () => {
    const found = rowsOf({ ...line("t", 5, []), p: ["t1"], q: ["p"] }).find(uri("p"));
    expect(found?.parent?.item.label).toBe("2 revisions");
    expect(rowsOf({ a: [] }).find(uri("b"))).toBeNull();
  });

  it("have ids of their own, the same whenever they are drawn", () => {
    const scripts = { ...line("t", 12, []), ...line("s", 6, ["t1"]), m: ["t11", "s5", "x"], x: ["t0"], y: ["t3"] };
    const ids = (rows: readonly TreeNode[]): readonly unknown[] =>
      rows.flatMap(({ item, children }) => [item.id, ...ids(children)]);
    const first = ids(rowsOf(scripts, new Map(), 2).roots);
    expect(new Set(first).size).toBe(first.length);
    expect(ids(rowsOf(scripts, new Map(), 2).roots)).toEqual(first);
  });
});
