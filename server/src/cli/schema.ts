import type { Engine } from "../engine.ts";
import type { RevisionGraph } from "../history/graph/revision-graph.ts";
import type { RevisionNode } from "../history/graph/revision-node.ts";
import { Schema } from "../history/schema/schema.ts";
import { schemaSql } from "../history/schema/sql/schema-sql.ts";
import { displayName } from "./display-name.ts";
import { onlyEnvironment } from "./indexed-environments.ts";
import type { Output } from "./output.ts";
import { UsageError } from "./usage-error.ts";

const leftOut =
  "-- Left out: functions, triggers, policies, comments; what references do ON DELETE and ON UPDATE; the order and operator classes of index columns\n";

export interface SchemaOptions {
  /** Where the Alembic environment is; it, or a folder above or below. */
  readonly directory: string;
  /** Keep on disk what is read of the revisions, and use what was kept. */
  readonly cache: boolean;
}

/**
 * Carries out `schema`: prints as SQL what a database holds after an upgrade to `revision`, as far as the migrations tell.
 * @param revision what `alembic upgrade` takes.
 * @throws UsageError where there is not one environment, or the revision is none of it.
 */
export async function printSchema(
  revision: string,
  { directory, cache }: SchemaOptions,
  engine: Engine,
  output: Output,
): Promise<void> {
  const { index } = await onlyEnvironment(directory, cache, engine);
  const nodes = nodesFor(revision, index.graph);
  const schema = nodes.length === 0 ? Schema.empty : index.afterAll(nodes);
  const after = nodes.length === 0 ? "base" : nodes.map(({ id, message }) => `${id.text} ${message}`.trim()).join(", ");
  const sql = schemaSql(schema, displayName);
  output.out(
    `-- The schema after ${oneLine(after)}, as the migrations tell it\n${leftOut}${sql === "" ? "" : `\n${sql}`}`,
  );
}

function nodesFor(revision: string, graph: RevisionGraph): readonly RevisionNode[] {
  const resolved = graph.resolve(revision);
  switch (resolved.kind) {
    case "found":
      return resolved.nodes;
    case "unknown":
      throw new UsageError(`${revision}: no revision, and no branch, goes by ${JSON.stringify(resolved.name)}`);
    case "ambiguous": {
      const ids = resolved.candidates.map(({ id }) => id.text).join(", ");
      throw new UsageError(
        revision === "head"
          ? `head: there are several heads; name one, or "heads" for all of them: ${ids}`
          : `${revision}: several revisions go by ${JSON.stringify(resolved.name)}: ${ids}`,
      );
    }
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
