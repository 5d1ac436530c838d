import type { Engine } from "../engine.ts";
import { reportedProblems } from "../history/graph/reported-problems.ts";
import { formatGraphsAsJson, formatGraphsAsText, type GraphReport } from "./format-graph.ts";
import { indexedEnvironments } from "./indexed-environments.ts";
import type { Output } from "./output.ts";

export const graphFormats = ["text", "json"] as const;

export interface GraphOptions {
  readonly outputFormat: (typeof graphFormats)[number];
  /** List every revision. */
  readonly all: boolean;
  /** Keep on disk what is read of the revisions, and use what was kept. */
  readonly cache: boolean;
}

/**
 * Carries out `graph`: prints how the revisions of the environments at `path` follow each other.
 * @returns the exit status: 0, or 1 when there are problems.
 * @throws UsageError where no environment is found.
 */
export async function printGraphs(
  path: string,
  options: GraphOptions,
  engine: Engine,
  output: Output,
): Promise<number> {
  const environments = await indexedEnvironments(path, options.cache, engine);
  const reports = environments.map(({ environment, index: { graph } }): GraphReport => {
    return { environment, graph, problems: reportedProblems(graph) };
  });
  const { all, outputFormat } = options;
  output.out(
    outputFormat === "json" ? formatGraphsAsJson(reports, all) : formatGraphsAsText(reports, all, output.colors),
  );
  return reports.some(({ problems }) => problems.length > 0) ? 1 : 0;
}
