import { type GraphProblem, RevisionGraph } from "../../../../server/src/history/graph/revision-graph.ts";
import type { NodeName, RevisionNode } from "../../../../server/src/history/graph/revision-node.ts";

/** A script; null stands for what is computed. */
export interface SampleScript {
  readonly id?: string;
  readonly follows?: readonly string[] | null;
  readonly needs?: readonly string[] | null;
  readonly labels?: readonly string[] | null;
}

/** Scripts by file name; a list is what they follow. Without an id they have the file's name for one. */
export type SampleScripts = Readonly<Record<string, SampleScript | readonly string[]>>;

export function sampleNodes(scripts: SampleScripts): RevisionNode[] {
  return Object.entries(scripts).map(([file, script]) => {
    const path = `/versions/${file}`;
    const {
      id = file,
      follows = [],
      needs = [],
      labels = [],
    }: SampleScript = isList(script) ? { follows: script } : script;
    const start = { line: 0, character: 0 };
    const name = (text: string): NodeName => ({ text, place: { path, start, end: start } });
    const names = (all: readonly string[] | null) => all?.map(name) ?? null;
    return {
      path,
      id: name(id),
      downRevisions: names(follows),
      dependsOn: names(needs),
      branchLabels: names(labels),
      message: "",
      runsElsewhere: false,
    };
  });
}

export function sampleGraph(scripts: SampleScripts): RevisionGraph {
  return new RevisionGraph(sampleNodes(scripts));
}

/** The node of a script of a sample graph. */
export function nodeOf({ nodes }: RevisionGraph, file: string): RevisionNode {
  const node = nodes.find(({ path }) => path === `/versions/${file}`);
  if (node === undefined) throw new Error(`no script ${file}`);
  return node;
}

/** The file names of scripts, in one string. */
export function files(nodes: readonly RevisionNode[]): string {
  return nodes.map(({ path }) => path.slice("/versions/".length)).join(" ");
}

/** What is wrong, a line for each. */
export function inWords(problems: readonly GraphProblem[]): string[] {
  return problems.map(problemInWords);
}

function problemInWords(problem: GraphProblem): string {
  const begin = `${files([problem.node])}: ${problem.kind}`;
  switch (problem.kind) {
    case "duplicate":
      return `${begin} of ${files(problem.others)}`;
    case "missing":
      return `${begin} ${problem.name.text} in ${problem.variable}`;
    case "cycle":
      return `${begin} ${files(problem.ring)}`;
    case "characters":
      return `${begin} ${problem.characters.join(" ")}`;
    case "label":
      return `${begin} ${problem.label.text} of ${files([problem.other])}`;
  }
}

function isList(script: SampleScript | readonly string[]): script is readonly string[] {
  return Array.isArray(script);
}
