import { describe, expect, it, vi } from "vitest";
import { EnvironmentRows } from "../../../client/src/revisions/environment-rows.ts";
import type { TreeNode } from "../../../client/src/revisions/tree-node.ts";
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

function rowsOf(scripts: SampleScripts, environments = 1): EnvironmentRows {
  const revisions = graphRevisions(sampleGraph(scripts));
  const all = Array.from({ length: environments }, (_, index) => ({
    id: `${index}`,
    name: `env ${index}`,
    ...revisions,
  }));
  return new EnvironmentRows(all);
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
    expect(drawn(rowsOf({ a: [] }, 4).roots).slice(0, 6)).toEqual([
      "+ env 0 (1 revision)",
      "  Heads (1)",
      "    a (head · base)",
      "  History (1)",
      "    a (head · base)",
      "+ env 1 (1 revision)",
    ]);
    expect(drawn(rowsOf({}).roots)).toEqual(["No revisions yet"]);
    expect(drawn(rowsOf({}, 2).roots)).toEqual(["env 0 (0 revisions)", "env 1 (0 revisions)"]);
  });

  it("stand in groups where there are many in a line, the newest but for these", () => {
    const scripts = { ...line("t", 700, []), s: ["t1"], m: ["t699", "s"], ...line("u", 100, ["m"]) };
    const [, history] = rowsOf(scripts).roots;
    const rows = history?.children ?? [];
    expect(rows.slice(98).map(textOf)).toEqual([
      "u1",
      "u0",
      "m (merge)",
      ...Array.from({ length: 199 }, (_, index) => `t${699 - index}`),
      "300 older revisions (t500 … t201)",
      "201 older revisions (t200 … t0)",
    ]);
    expect(rows.at(-1)?.children.map(textOf).slice(-3)).toEqual(["t2", "t1 (branch point)", "t0 (base)"]);
  });

  it("are found wherever they stand", () => {
    const rows = rowsOf({ ...line("t", 700, []), s: ["t1"], r: ["s"], m: ["t400", "r"], ...line("u", 400, ["m"]) });
    const above = (row: TreeNode | null): readonly unknown[] =>
      row === null ? [] : [row.item.label, ...above(row.parent)];
    expect(above(rows.find(uri("u399")))).toEqual(["u399", "History"]);
    expect(above(rows.find(uri("t0")))).toEqual(["t0", "202 older revisions", "History"]);
    expect(above(rows.find(uri("s")))).toEqual(["s", "m", "300 older revisions", "History"]);
    expect(above(rows.find(uri("t401")))).toEqual(["t401", "299 revisions", "History"]);
    expect(rows.find(uri("nowhere"))).toBeNull();
  });

  it("have ids of their own, the same whenever they are drawn", () => {
    const scripts = { ...line("t", 12, []), ...line("s", 6, ["t1"]), m: ["t11", "s5", "x"], x: ["t0"], y: ["t3"] };
    const ids = (rows: readonly TreeNode[]): readonly unknown[] =>
      rows.flatMap(({ item, children }) => [item.id, ...ids(children)]);
    const first = ids(rowsOf(scripts, 2).roots);
    expect(new Set(first).size).toBe(first.length);
    expect(ids(rowsOf(scripts, 2).roots)).toEqual(first);
  });
});
