import type { Colors } from "picocolors/types.js";
import { counted } from "../counted.ts";
import type { ReportedProblem } from "../history/graph/reported-problems.ts";
import type { RevisionGraph } from "../history/graph/revision-graph.ts";
import type { RevisionNode } from "../history/graph/revision-node.ts";
import type { AlembicEnvironment } from "../project/environment.ts";
import { displayName } from "./display-name.ts";
import { RelatedPlaces } from "./related-places.ts";

/** How the revisions of an environment follow each other, and what is wrong with that. */
export interface GraphReport {
  readonly environment: AlembicEnvironment;
  readonly graph: RevisionGraph;
  readonly problems: readonly ReportedProblem[];
}

/** A person reads no longer lists; `--all` gives them in full. */
const MOST_LINES = 20;

/** One object for each environment. Places as in the JSON of `check`. */
export function formatGraphsAsJson(reports: readonly GraphReport[], all: boolean): string {
  const places = new RelatedPlaces([]);
  return `${JSON.stringify(
    reports.map(({ environment, graph, problems }) => ({
      folder: environment.folder,
      config:
        environment.config === null ? null : { filename: environment.config.file, section: environment.config.section },
      version_locations: environment.versionLocations,
      revisions: graph.nodes.length,
      heads: graph.heads.map((node) => revisionAsJson(node, graph, places)),
      bases: graph.bases.map((node) => revisionAsJson(node, graph, places)),
      branch_points: graph.branchPoints.map((node) => revisionAsJson(node, graph, places)),
      branch_labels: labelled(graph).map(({ label, node, heads }) => ({
        label,
        revision: node.id.text,
        heads: heads.map(({ id }) => id.text),
      })),
      problems: problems.map(({ kind, message, revisions, places: found }) => ({
        kind,
        message,
        revisions,
        places: found.map((place) => ({ filename: place.path, ...placeAsJson(places.inFile(place)) })),
      })),
      ...(all ? { history: graph.inOrder.map((node) => revisionAsJson(node, graph, places)) } : {}),
    })),
    null,
    2,
  )}\n`;
}

/** A block for each environment, made to be read in a terminal. */
export function formatGraphsAsText(reports: readonly GraphReport[], all: boolean, colors: Colors): string {
  return reports.map((report) => environmentAsText(report, all, colors)).join("\n");
}

function environmentAsText({ environment, graph, problems }: GraphReport, all: boolean, colors: Colors): string {
  const { config, folder } = environment;
  const by =
    config === null ? "" : ` (${displayName(config.file)}${config.kind === "ini" ? ` [${config.section}]` : ""})`;
  const most = all ? Number.POSITIVE_INFINITY : MOST_LINES;
  const list = (nodes: readonly RevisionNode[], detail: (node: RevisionNode) => string): readonly string[] => {
    const shown = nodes.slice(0, most);
    const width = Math.max(0, ...shown.map(({ id }) => id.text.length));
    const left = nodes.length - shown.length;
    return [
      ...shown.map((node) => `  ${colors.cyan(node.id.text.padEnd(width))}  ${detail(node)}`.trimEnd()),
      ...(left > 0 ? [`  and ${left} more`] : []),
    ];
  };
  const block = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [title, ...lines]);
  const described = (node: RevisionNode) => [node.message, colors.dim(displayName(node.path))].join("  ").trim();
  const labels = labelled(graph);
  const places = new RelatedPlaces([]);
  const lines = [
    `${colors.bold(displayName(folder))}${colors.dim(by)}`,
    graph.nodes.length === 0
      ? `no revisions in ${environment.versionLocations.map(displayName).join(", ")}`
      : counted(graph.nodes.length, "revision"),
    ...block(
      counted(graph.heads.length, "head"),
      list(graph.heads, (node) => [...brackets(graph.labels(node)), described(node)].join(" ")),
    ),
    ...block(counted(graph.bases.length, "base"), list(graph.bases, described)),
    ...block(
      counted(graph.branchPoints.length, "branch point"),
      list(graph.branchPoints, (node) => `→ ${idsOf(graph.followers(node))}`),
    ),
    ...block(
      counted(labels.length, "branch label"),
      labels
        .slice(0, most)
        .map(
          ({ label, node, heads }) =>
            `  ${label ?? "(computed)"}  from ${node.id.text}${heads.length === 0 ? "" : ` to ${idsOf(heads)}`}`,
        ),
    ),
    ...(all
      ? block(
          "in the order of an upgrade",
          list(graph.inOrder, (node) => step(node, graph)),
        )
      : []),
    ...(problems.length === 0 ? [colors.green("no problems")] : [colors.red(counted(problems.length, "problem"))]),
    ...problems.flatMap(({ message, places: found }) => [
      `  ${message}`,
      ...found.slice(0, most).map((place) => {
        const { row, column } = places.inFile(place).location;
        return `    ${displayName(place.path)}:${row}:${column}`;
      }),
      ...(found.length > most ? [`    and ${found.length - most} more`] : []),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** A revision among the others: what it follows and needs, and whether something follows it. */
function step(node: RevisionNode, graph: RevisionGraph): string {
  const names = (all: RevisionNode["downRevisions"]) => all?.map(({ text }) => text).join(", ") ?? "something computed";
  const facts = [
    node.downRevisions?.length === 0 ? "base" : `after ${names(node.downRevisions)}`,
    ...(node.dependsOn?.length === 0 ? [] : [`needs ${names(node.dependsOn)}`]),
    ...(graph.followers(node).length > 1 ? ["branch point"] : []),
    ...(graph.followers(node).length === 0 ? ["head"] : []),
  ];
  return [...brackets(graph.labels(node)), node.message, `(${facts.join("; ")})`]
    .filter((part) => part !== "")
    .join(" ");
}

function brackets(labels: readonly string[] | null): readonly string[] {
  return labels === null || labels.length === 0 ? [] : [`[${labels.join(", ")}]`];
}

interface Labelled {
  /** Null for labels that are computed. */
  readonly label: string | null;
  /** The revision that is given the label. */
  readonly node: RevisionNode;
  /** The heads that have it. */
  readonly heads: readonly RevisionNode[];
}

/** The branch labels of a graph, in the order of the scripts. */
function labelled(graph: RevisionGraph): readonly Labelled[] {
  const heads = new Map<string, RevisionNode[]>();
  for (const node of graph.nodes) for (const { text } of node.branchLabels ?? []) heads.set(text, []);
  if (heads.size > 0) {
    for (const head of graph.heads) for (const label of graph.labels(head) ?? []) heads.get(label)?.push(head);
  }
  return graph.nodes.flatMap((node): readonly Labelled[] => {
    if (node.branchLabels === null) return [{ label: null, node, heads: [] }];
    return node.branchLabels.map(({ text }) => ({ label: text, node, heads: heads.get(text) ?? [] }));
  });
}

function idsOf(nodes: readonly RevisionNode[]): string {
  return nodes.map(({ id }) => id.text).join(", ");
}

function revisionAsJson(node: RevisionNode, graph: RevisionGraph, places: RelatedPlaces): Record<string, unknown> {
  const names = (all: RevisionNode["downRevisions"]) => all?.map(({ text }) => text) ?? null;
  return {
    revision: node.id.text,
    message: node.message,
    down_revision: names(node.downRevisions),
    depends_on: names(node.dependsOn),
    branch_labels: graph.labels(node),
    followed_by: graph.followers(node).map(({ id }) => id.text),
    filename: node.path,
    ...placeAsJson(places.inFile(node.id.place)),
  };
}

function placeAsJson({ location, endLocation }: ReturnType<RelatedPlaces["inFile"]>): Record<string, unknown> {
  return { location, end_location: endLocation };
}
