import type { Engine } from "../engine.ts";
import type { RevisionGraph } from "../history/graph/revision-graph.ts";
import type { RevisionNode } from "../history/graph/revision-node.ts";
import { type NewMigration, planMigration } from "../project/new-migration/new-migration.ts";
import { FileTemplateError } from "../project/new-migration/revision-file-name.ts";
import { TemplateError } from "../project/new-migration/revision-template.ts";
import { nodeFiles } from "../project/node-files.ts";
import { SettingsFinder, settingsFor } from "../project/settings-file.ts";
import type { FileChange } from "../rules/finding.ts";
import { defaultSettings } from "../settings.ts";
import { displayName } from "./display-name.ts";
import { problemOf } from "./file-error.ts";
import { onlyEnvironment } from "./indexed-environments.ts";
import type { Output } from "./output.ts";
import { UsageError } from "./usage-error.ts";
import { WriteError, writeFiles } from "./write-files.ts";

export interface NewOptions {
  /** Where the Alembic environment is; it, or a folder above or below. */
  readonly directory: string;
  /** The revision to follow, as `alembic upgrade` takes it; null for the only head. */
  readonly head: string | null;
  readonly template: NewMigration["template"];
}

/**
 * Carries out `new`: writes a migration, and prints its file's name.
 * @throws UsageError where there is not one environment, or not one head to follow, where a template is beyond us, or the file can't be written.
 */
export async function newMigration(
  message: string,
  { directory, head, template }: NewOptions,
  engine: Engine,
  output: Output,
): Promise<void> {
  const { environment, index } = await onlyEnvironment(directory, true, engine);
  const file = new SettingsFinder(nodeFiles).find(environment.folder);
  const wanted = { message, parents: parentsOf(index.graph, head), template, date: new Date() };
  let change: FileChange;
  try {
    change = planMigration(environment, wanted, settingsFor(file, defaultSettings), nodeFiles);
  } catch (error) {
    if (error instanceof TemplateError) {
      const advice = 'use "alembic revision", or --template guideline';
      throw new UsageError(`script.py.mako: ${error.message}, which only Alembic can fill: ${advice}`);
    }
    if (error instanceof FileTemplateError) throw new UsageError(error.message);
    throw error;
  }
  // Where file_template leaves the revision's id out, two messages may give one name.
  if (nodeFiles.isFile(change.path)) throw new UsageError(`${displayName(change.path)}: there is such a file already`);
  try {
    writeFiles([change]);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    throw new UsageError(`${displayName(error.path)}: ${problemOf(error)}`);
  }
  output.out(`${displayName(change.path)}\n`);
}

/** The one that is meant; none in an empty history. */
function parentsOf(graph: RevisionGraph, head: string | null): readonly RevisionNode[] {
  const parents = head === null ? graph.heads : named(graph, head);
  if (parents.length < 2) return parents;
  const ids = parents.map(({ id }) => id.text);
  throw new UsageError(`there are several heads; name the one to follow with --head: ${ids.join(", ")}`);
}

function named(graph: RevisionGraph, name: string): readonly RevisionNode[] {
  const resolved = graph.resolve(name);
  if (resolved.kind === "found") return resolved.nodes;
  throw new UsageError(
    `--head: ${resolved.kind === "unknown" ? "no revision goes" : "several revisions go"} by '${name}'`,
  );
}
